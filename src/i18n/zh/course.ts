import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/course.ts';

export const messages: Translation<typeof en> = {
};
