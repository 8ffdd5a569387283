import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/app.ts';

export const messages: Translation<typeof en> = {
  raw: (p) => p.text,
  localized: (p) => p.text.zh,
};
