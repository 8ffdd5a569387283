import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/screens.ts';

export const messages: Translation<typeof en> = {
};
