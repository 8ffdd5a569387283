import type { SecretPlace } from '../../checks/evidence.ts';

/** Stands where the secret would. */
const redacted = '•••';

/** Looks for a secret in the strings of settings; texts that it gives never hold it. */
export function createSettingsSearch(secret: Uint8Array) {
  const needle = Buffer.from(secret).toString('utf8');
  const redact = (text: string): string => text.replaceAll(needle, redacted);
  const holds = (value: unknown): boolean => pathsTo(value, needle).length > 0;
  return {
    redact,
    /** History, environment and everything else of an image's settings. */
    inConfig(config: object): readonly SecretPlace[] {
      const { history, config: run, ...others } = config as Record<string, unknown>;
      const { Env: env, ...settings } = isRecord(run) ? run : {};
      const places: SecretPlace[] = [];
      for (const entry of listOf(history)) {
        const text = isRecord(entry) && typeof entry['created_by'] === 'string' ? entry['created_by'] : '';
        if (holds(entry)) places.push({ where: 'history', text: redact(text) });
      }
      for (const entry of listOf(env))
        if (typeof entry === 'string' && entry.includes(needle))
          places.push({ where: 'environment', text: redact(entry.split('=')[0] ?? '') });
      for (const path of pathsTo({ ...settings, ...others }, needle))
        places.push({ where: 'settings', text: redact(path) });
      return places;
    },
    /** A document that belongs to no image: one place at most. */
    beside(name: string, document: unknown): readonly SecretPlace[] {
      return holds(document) ? [{ where: 'elsewhere', text: redact(name) }] : [];
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Where in a document the needle is, keys included, as `Labels.token`. */
function pathsTo(value: unknown, needle: string, path = ''): readonly string[] {
  if (typeof value === 'string') return value.includes(needle) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [...(key.includes(needle) ? [at] : []), ...pathsTo(inner, needle, at)];
  });
}
