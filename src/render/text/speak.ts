import { type Lang, type MessageId, msg, say } from '../../i18n/message.ts';

/** Says messages of the catalogue in one language: `t('key.run')`. */
export type Speaker = <K extends MessageId>(...args: Parameters<typeof msg<K>>) => string;

const speakers: Readonly<Record<Lang, Speaker>> = { en: speaking('en'), zh: speaking('zh') };

function speaking(lang: Lang): Speaker {
  return (...args) => say(lang, msg(...args));
}

export function speaker(lang: Lang): Speaker {
  return speakers[lang];
}
