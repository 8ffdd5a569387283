import * as z from 'zod';
import { type Message, msg } from '../i18n/message.ts';
import type { ContainerFacts, HttpEvidence } from './evidence.ts';
import type { Judgement } from './kind.ts';

export const shortName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens');

export const containerPort = z.number().int().min(1).max(65535).default(8080);

/** It stands in commands that people paste into a shell: nothing in it may mean anything there. */
export const imagePath = z
  .string()
  .regex(/^\/[^\s'"\\;&|<>$`(){}*?!#[\]]*$/, 'an absolute path inside the image, without spaces and signs of a shell');

/** Path and query of a request; each shell gets it in its own quotes. */
export const urlPath = z.string().regex(/^\/[^\s'\\]*$/, 'a path that begins with /, without spaces and quotes');

/** A file of the workspace: relative, forward slashes, never out of its folder. */
export const workspaceFile = z
  .string()
  .min(1)
  .max(240)
  .regex(/^(?!\/)(?![A-Za-z]:)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/, 'a relative path with forward slashes');

/** What a program or an image was made for, as Go and Docker name it. */
export const architectureName = z.enum(['386', 'amd64', 'arm', 'arm64', 'ppc64le', 'riscv64', 's390x']);

/** Parameters that every check may carry. */
export const commonFields = {
  id: shortName.optional().describe('unique in its step; the kind when left out'),
  within: z.number().positive().max(180).optional().describe('seconds to wait for it to become true; polled'),
  hint: z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }).optional(),
};

/** The state of a container in one phrase, for a check that expected it to run. */
export function describeContainer(facts: ContainerFacts | undefined, name: string): Message {
  if (!facts) return msg('check.container.absent', { name });
  if (facts.status === 'exited' || facts.status === 'dead') {
    return msg('check.container.exited', { name, code: facts.exitCode });
  }
  return msg('check.container.status', { name, status: facts.status });
}

/** The judgement on a container that gave no answer to a request. */
export function unanswered(
  expected: Message,
  { url, error, over }: Extract<HttpEvidence, { answered: false }>,
): Judgement {
  return {
    passed: false,
    expected,
    actual: msg('check.http.silent', { url, error }),
    hint: msg('check.http.silent.hint'),
    early: over !== true,
  };
}

/** Line endings and the last newline do not count; everything else does. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\n$/, '');
}

/** Makes what cannot be seen visible, so that two texts that look alike can be told apart. */
export function showText(text: string): string {
  const cut = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  // JSON leaves DEL and the C1 controls as they are; a terminal would obey them.
  return JSON.stringify(cut).replace(/[\u007f-\u009f]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}

/** The lines of a text that hold a needle, or its last lines when none does. */
export function tailOf(text: string, lines = 3): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n').slice(-600);
}
