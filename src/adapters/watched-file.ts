import { type BigIntStats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hasCode } from './errno.ts';

/** One file, and whether what lies there is still what was last told. */
export interface WatchedFile {
  /** The system says that something happened to it just now. */
  touched(): void;
  /** Looks whether something happened to it. */
  look(): void;
  close(): void;
}

/** Milliseconds to wait where there is no file, or nothing in it: most often that is the middle of a save. */
const vacantRest = 300;

/** What tells one content from the next. */
interface Signature {
  readonly key: string;
  readonly vacant: boolean;
}

/**
 * Follows one file. A save is done after `rest` milliseconds without a change. Events and looks end in
 * the same comparison with what was last told, so a save noticed by either or by both is told once.
 */
export function createWatchedFile(path: string, rest: number, onSave: () => void): WatchedFile {
  // Synchronous, or a save right after the call would be taken for what was there before it.
  let told = signatureNow(path) ?? absent;
  let pending: { readonly seen: Signature; since: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let again = false;
  let closed = false;

  const look = async (): Promise<void> => {
    if (looking || closed) return;
    looking = true;
    const seen = await signature(path);
    looking = false;
    if (closed) return;
    if (seen) judge(seen);
    if (!again) return;
    again = false;
    await look();
  };

  const judge = (seen: Signature): void => {
    clearTimeout(timer);
    if (seen.key === told.key) {
      pending = undefined;
      return;
    }
    const now = performance.now();
    if (pending?.seen.key !== seen.key) pending = { seen, since: now };
    const left = pending.since + (seen.vacant ? Math.max(vacantRest, rest) : rest) - now;
    if (left > 0) {
      timer = setTimeout(look, Math.ceil(left)).unref();
      return;
    }
    told = seen;
    pending = undefined;
    onSave();
  };

  return {
    look: () => void look(),
    touched() {
      if (pending) pending.since = performance.now();
      // The look under way may have been too early for this change.
      if (looking) again = true;
      else void look();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

const absent: Signature = { key: 'absent', vacant: true };

function signatureOf({ mtimeNs, size, ino }: BigIntStats): Signature {
  return { key: `${mtimeNs}:${size}:${ino}`, vacant: size === 0n };
}

function signature(path: string): Promise<Signature | undefined> {
  return stat(path, { bigint: true }).then(signatureOf, absentOrUnknown);
}

function signatureNow(path: string): Signature | undefined {
  try {
    return signatureOf(statSync(path, { bigint: true }));
  } catch (error) {
    return absentOrUnknown(error);
  }
}

/** `undefined` when the disk does not answer: that is no reason to call the file removed. */
function absentOrUnknown(error: unknown): Signature | undefined {
  return hasCode(error, 'ENOENT', 'ENOTDIR') ? absent : undefined;
}
