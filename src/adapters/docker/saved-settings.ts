import type { SecretForm, SecretPlace } from '../../checks/evidence.ts';
import { type Written, writtenIn } from './secret-forms.ts';

/** Stands where the secret would. */
const redacted = '•••';

/** Looks for a secret in the strings of settings; texts that it gives never hold it. */
export function createSettingsSearch(ways: readonly Written[]) {
  const anyWay = new RegExp(ways.map(({ pattern }) => pattern).join('|'), 'g');
  const redact = (text: string): string => text.replace(anyWay, redacted);
  const place = (where: SecretPlace['where'], text: string, { form }: Found): SecretPlace => ({
    where,
    text: redact(text),
    ...(form ? { form } : {}),
  });
  return {
    redact,
    /** History, environment and everything else of an image's settings. */
    inConfig(config: object): readonly SecretPlace[] {
      const { history, config: run, ...others } = config as Record<string, unknown>;
      const { Env: env, ...settings } = isRecord(run) ? run : {};
      const places: SecretPlace[] = [];
      for (const entry of listOf(history)) {
        const text = isRecord(entry) && typeof entry['created_by'] === 'string' ? entry['created_by'] : '';
        places.push(
          ...whereIn(entry, ways)
            .slice(0, 1)
            .map((found) => place('history', text, found)),
        );
      }
      for (const entry of listOf(env))
        if (typeof entry === 'string')
          places.push(...whereIn(entry, ways).map((found) => place('environment', entry.split('=')[0] ?? '', found)));
      for (const found of whereIn({ ...settings, ...others }, ways)) places.push(place('settings', found.path, found));
      return places;
    },
    /** A document that belongs to no image: one place at most. */
    beside(name: string, document: unknown): readonly SecretPlace[] {
      return whereIn(document, ways)
        .slice(0, 1)
        .map((found) => place('elsewhere', name, found));
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

interface Found {
  /** As `Labels.token`. */
  readonly path: string;
  readonly form?: SecretForm;
}

/** Where in a document the secret is, keys included. */
function whereIn(value: unknown, ways: readonly Written[], path = ''): readonly Found[] {
  if (typeof value === 'string') {
    const written = writtenIn(value, ways);
    return written ? [{ path, ...(written.form ? { form: written.form } : {}) }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [...whereIn(key, ways, at), ...whereIn(inner, ways, at)];
  });
}
