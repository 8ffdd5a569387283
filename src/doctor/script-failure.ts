import { type Message, msg } from '../i18n/message.ts';

interface Failure {
  readonly what: Message;
  readonly next?: Message;
}

const rights = { what: msg('doctor.script.root'), next: msg('doctor.script.root.next') };
const mirror = { what: msg('doctor.script.mirror'), next: msg('doctor.script.mirror.next') };
const folder = { what: msg('doctor.script.folder'), next: msg('doctor.script.folder.next') };

/** The exit codes that the heads of our scripts document, each script's own. */
const failures: Readonly<Record<string, Readonly<Record<number, Failure>>>> = {
  'install-engine.sh': {
    10: { what: msg('doctor.script.no-apt') },
    11: rights,
    12: mirror,
    13: { what: msg('doctor.script.no-package') },
    14: { what: msg('doctor.script.install') },
  },
  'start-engine.sh': {
    30: { what: msg('doctor.script.no-dockerd') },
    31: rights,
    32: { what: msg('doctor.script.start') },
    33: folder,
  },
  'make-base.sh': {
    10: { what: msg('doctor.script.no-apt') },
    12: mirror,
    20: { what: msg('doctor.script.no-engine') },
    21: { what: msg('doctor.script.architecture') },
    22: folder,
    23: { what: msg('doctor.script.no-package') },
    24: { what: msg('doctor.script.unpack') },
    25: { what: msg('doctor.script.import') },
    26: { what: msg('doctor.script.stand-in') },
  },
};

/** What an exit code of one of our scripts means; `undefined` for one it does not document. */
export function scriptFailure(path: string, exitCode: number): Failure | undefined {
  return failures[path.split(/[/\\]/).at(-1) ?? '']?.[exitCode];
}
