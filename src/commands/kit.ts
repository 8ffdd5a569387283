import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { App } from './app.ts';
import { checkKit } from './kit-check.ts';
import { loadKit } from './kit-load.ts';
import { makeKit } from './kit-make.ts';
import { nearest } from './nearest.ts';

/** Flags of `kit`; each belongs to one action. */
export interface KitFlags {
  /** make: `amd64`, `arm64`, or both with a comma between. */
  readonly platform?: string;
  /** make: `PLATFORM=PATH`, several with commas between. */
  readonly node?: string;
  readonly force: boolean;
  /** check: a lab or a step. */
  readonly only?: string;
}

type Action = (app: App, file: string, flags: KitFlags) => Promise<number>;

/** Of these flags, those that an action takes: what is in a kit is decided where it is made. */
const taken: Readonly<Record<string, readonly string[]>> = {
  make: ['course', 'platform', 'node', 'force'],
  check: ['only'],
};

const actions: Readonly<Record<string, Action>> = { make: makeKit, load: loadKit, check: checkKit };

/** `kit <action> FILE`: makes, loads or proves the file for a room without internet. */
export async function kit(app: App, [name = '', file]: readonly string[], flags: KitFlags): Promise<number> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const names = Object.keys(actions);
    const close = nearest(name, names);
    throw new UserError({
      what: msg('kit.action', { name, names: names.join(', ') }),
      next:
        close === undefined
          ? msg('usage.help')
          : msg('usage.nearest', { name: msg('command.own', { words: `kit ${close}` }) }),
    });
  }
  if (file === undefined)
    throw new UserError({ what: msg('kit.no-file', { name }), next: msg('kit.no-file.next', { name }) });
  const flag = foreignFlag(app, name, flags);
  if (flag !== undefined)
    throw new UserError({ what: msg('kit.flag', { name, flag }), next: msg('kit.no-file.next', { name }) });
  return action(app, app.resolve(file), flags);
}

/** A flag that was given and that this action would ignore. */
function foreignFlag(app: App, action: string, flags: KitFlags): string | undefined {
  const given = { course: app.flags.course, ...flags };
  const found = Object.entries(given).find(
    ([name, value]) => value !== undefined && value !== false && !taken[action]?.includes(name),
  );
  return found && `--${found[0]}`;
}
