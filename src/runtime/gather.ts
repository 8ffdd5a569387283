import {
  type EvidenceByType,
  type EvidenceOf,
  type EvidenceRequest,
  type EvidenceSet,
  evidenceKey,
  type FirstOkEvidence,
  type SecretEvidence,
} from '../checks/evidence.ts';
import { BugError } from '../errors.ts';
import { raw } from '../i18n/message.ts';
import { fileEvidence } from './judge-text.ts';
import { figureValue } from './measure.ts';
import { sendTo } from './send.ts';
import { allSettled } from './settle.ts';
import type { StepRun } from './step-run.ts';
import { namesOf } from './world.ts';

/** Gathers what a check asked for. `bound`: seconds that a waiting kind of evidence may take. */
export async function gather(run: StepRun, requests: readonly EvidenceRequest[], bound: number): Promise<EvidenceSet> {
  const found = new Map<string, EvidenceByType[keyof EvidenceByType]>();
  for (const batch of batched(requests)) {
    const all = await allSettled(batch.map((request) => one(run, request, bound)));
    for (const [index, request] of batch.entries()) found.set(evidenceKey(request), all[index]);
  }
  return {
    get<R extends EvidenceRequest>(request: R): EvidenceOf<R> {
      const key = evidenceKey(request);
      if (!found.has(key)) throw new BugError({ what: raw(`evidence was judged that was not asked for: ${key}`) });
      return found.get(key) as EvidenceOf<R>;
    },
  };
}

/** Readings that neither change anything nor depend on one another; each has a container of its own to read from. */
const sideBySide: ReadonlySet<EvidenceRequest['type']> = new Set(['image', 'image-path', 'file']);
/** How many at a time: over ssh each is a connection, and a server that gets many at once drops some. */
const mostAtOnce = 3;

/** In the order asked for; what can be read side by side is together. */
function batched(requests: readonly EvidenceRequest[]): readonly (readonly EvidenceRequest[])[] {
  const batches: EvidenceRequest[][] = [];
  for (const request of requests) {
    const last = batches.at(-1);
    const joins = last && last.length < mostAtOnce && [...last, request].every(({ type }) => sideBySide.has(type));
    if (joins) last.push(request);
    else batches.push([request]);
  }
  return batches;
}

async function one(
  run: StepRun,
  request: EvidenceRequest,
  bound: number,
): Promise<EvidenceByType[keyof EvidenceByType]> {
  const { engine } = run.world;
  const names = namesOf(run.world);
  switch (request.type) {
    case 'action':
      return run.results[request.index];
    case 'http':
      return sendTo(run, request);
    case 'first-ok':
      return firstOk(run, request, bound);
    case 'image':
      return engine.image(names.image(request.image), run.signal);
    case 'image-path':
      return engine.path(names.image(request.image), request.path, run.signal);
    case 'secret':
      return findSecret(run, request);
    case 'container':
      return engine.container(names.container(request.container), run.signal);
    case 'logs':
      return engine.logs(names.container(request.container), run.signal);
    case 'memory':
      return engine.memory(names.container(request.container), run.signal);
    case 'processes':
      return engine.processes(names.container(request.container), run.signal);
    case 'file':
      return fileEvidence(run.world, request.file);
    case 'scan':
      return run.results.findLast((result) => result?.scanned?.image === request.image)?.scanned?.count;
    case 'figure':
      return figureValue(run.world, request.image, request.figure, run.signal);
  }
}

/** Fewer characters stand in any image by chance. */
const shortestSecret = 8;

async function findSecret(
  { world, signal }: StepRun,
  { image, file }: Extract<EvidenceRequest, { type: 'secret' }>,
): Promise<SecretEvidence> {
  const read = await fileEvidence(world, file);
  if (!read) return { looked: false, why: 'no-file' };
  const secret = trimBytes(read.content);
  if (new TextDecoder().decode(secret).length < shortestSecret) return { looked: false, why: 'too-short' };
  const places = await world.engine.search(namesOf(world).image(image), secret, signal);
  return places ? { looked: true, places } : { looked: false, why: 'no-image' };
}

/** Without the spaces and line ends around, as a shell reads a file into a variable. */
function trimBytes(bytes: Uint8Array): Uint8Array {
  const isSpace = (byte: number | undefined): boolean =>
    byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start += 1;
  while (end > start && isSpace(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}

/** Asks until the first 200; the time runs from `docker run`. */
async function firstOk(
  run: StepRun,
  request: Extract<EvidenceRequest, { type: 'first-ok' }>,
  bound: number,
): Promise<FirstOkEvidence> {
  const { clock, memory } = run.world;
  const started = memory.started.get(request.container);
  const begun = started ?? clock.monotonic();
  const elapsed = (): number => (clock.monotonic() - begun) / 1000;
  let told = 0;
  for (;;) {
    const answer = await sendTo(run, { ...request, method: 'GET' });
    const seconds = elapsed();
    if (answer.answered && answer.status === 200) return { ok: true, seconds, timed: started !== undefined };
    const lastSeen = answer.answered ? `HTTP ${answer.status}` : answer.error;
    if (seconds > bound || (!answer.answered && answer.over) || run.signal.aborted)
      return { ok: false, seconds, lastSeen };
    if (seconds - told >= 1) {
      told = seconds;
      run.tell({ type: 'wait.progressed', check: 'first-ok', seconds, lastSeen: raw(lastSeen) });
    }
    await clock.wait(50, run.signal);
  }
}
