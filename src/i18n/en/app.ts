import type { Lang } from '../message.ts';

export const messages = {
  raw: (p: { text: string }) => p.text,
  localized: (p: { text: Readonly<Record<Lang, string>> }) => p.text.en,
};
