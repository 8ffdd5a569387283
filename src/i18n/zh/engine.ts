import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/engine.ts';

export const messages: Translation<typeof en> = {
};
