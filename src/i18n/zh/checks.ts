import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/checks.ts';

export const messages: Translation<typeof en> = {
};
