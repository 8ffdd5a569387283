import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, shortName, workspaceFile } from './common.ts';
import { defineCheck } from './define.ts';
import type { SecretPlace } from './evidence.ts';

const mostShown = 3;

/** Where an image holds a secret: the trimmed content of a workspace file, as it stands or encoded. The verdict never shows it. */
export const secret = defineCheck({
  kind: 'secret',
  schema: z
    .strictObject({
      kind: z.literal('secret'),
      ...commonFields,
      image: shortName,
      file: workspaceFile.describe('workspace file whose trimmed content is the secret; at least 8 characters'),
      found: z
        .enum(['nowhere', 'layer', 'history', 'environment'])
        .describe('where it must be; nowhere: in no layer, not in the history, not in the settings'),
    })
    .describe('where an image holds a secret, or that it does not'),
  plan: (check) => [{ type: 'secret', image: check.image, file: check.file }],
  judge(check, evidence) {
    const seen = evidence.get({ type: 'secret', image: check.image, file: check.file });
    const expected = msg(`check.secret.${check.found}`);
    if (!seen.looked) {
      switch (seen.why) {
        case 'no-image':
          return { passed: false, expected, actual: msg('check.image.absent', { name: check.image }) };
        case 'no-file':
          return { passed: false, expected, actual: msg('check.secret.no-file', { file: check.file }) };
        case 'too-short':
          return { passed: false, expected, actual: msg('check.secret.too-short', { file: check.file }) };
      }
    }
    const { places } = seen;
    const passed =
      check.found === 'nowhere' ? places.length === 0 : places.some((place) => place.where === check.found);
    return {
      passed,
      expected,
      actual: places.length === 0 ? msg('check.secret.nowhere') : msg('check.secret.places', placesOf(places)),
      ...(!passed && check.found === 'nowhere' ? { hint: msg('check.secret.hint') } : {}),
    };
  },
  reproduce(check, names, shell) {
    const image = names.image(check.image);
    // Layers may be packed or not, each for itself; a blank line would match everywhere.
    const lines = `sed 's/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d' '${check.file.replaceAll("'", "'\\''")}'`;
    // BusyBox' gzip refuses what is not packed.
    const content = '-exec gzip -cdf {} \\; -o -exec cat {} \\;';
    // As it stands: a line for every encoding is one that nobody reads.
    const layers = `d=$(mktemp -d); docker save ${image} | tar -x -C "$d"; find "$d" -type f \\( ${content} \\) 2>/dev/null | grep -a -c -F -e "$(${lines})"; rm -r "$d"`;
    const settings = [
      { argv: ['docker', 'history', '--no-trunc', image] },
      { argv: ['docker', 'image', 'inspect', image] },
    ];
    // Windows' own tools cannot unpack every layer and search it in a line.
    if (shell !== 'posix') return { each: settings };
    if (check.found === 'layer') return { typed: layers };
    return { each: check.found === 'nowhere' ? [...settings, { typed: layers }] : settings };
  },
});

function placesOf(places: readonly SecretPlace[]) {
  const texts = (where: SecretPlace['where']): string => {
    const all = places.filter((place) => place.where === where).map(textOf);
    const shown = [...new Set(all)].slice(0, mostShown).join(' · ');
    return all.length > mostShown ? `${shown} …` : shown;
  };
  return {
    layer: texts('layer'),
    history: texts('history'),
    environment: texts('environment'),
    settings: texts('settings'),
    elsewhere: texts('elsewhere'),
  };
}

function textOf({ text, path, form }: SecretPlace): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > 100 ? `${line.slice(0, 100)}…` : line;
  const place = path === undefined ? cut || '…' : cut === '' ? path : `${path} (${cut})`;
  return form === undefined ? place : `${place} [${form}]`;
}
