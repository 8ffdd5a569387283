import type { EditStep, LabSource } from '../course/model.ts';
import { type Message, msg, raw, say } from '../i18n/message.ts';
import type { JudgedCheck } from '../session/events.ts';
import { idsOf, isTextual, judgeText } from './judge-text.ts';
import { lackOf, wantedByText } from './requires.ts';
import { runStep } from './run-step.ts';
import type { RunNews, StepRun } from './step-run.ts';
import { layOut } from './workspace.ts';
import { type Desk, labelKeys, type World } from './world.ts';

/** One way to do an edit step, and how it must end. */
export interface Variant {
  readonly kind: 'start' | 'solution' | 'alternative' | 'wrong';
  /** The folder's name; absent for start and solution. */
  readonly name?: string;
  readonly files: readonly LabSource[];
  /** The checks of which one must be the first that refuses it, and words it must say. */
  readonly refusedBy?: { readonly checks: readonly string[]; readonly saying?: string };
}

/** What proving one variant found. */
export interface Proof {
  readonly variant: Variant;
  /** `skipped`: the text alone cannot tell, and there was no engine, or this machine lacks what the step requires. */
  readonly verdict: 'held' | 'broken' | 'skipped';
  readonly found: Message;
  readonly seconds: number;
}

/** The variants of an edit step; the solution last, so that its image is what stays. */
export function variantsOf(step: EditStep): readonly Variant[] {
  const { start, solution, alternatives, wrong } = step.variants;
  return [
    { kind: 'start', files: start },
    ...step.wrong.map((one): Variant => {
      const { check, saying } = one;
      const refusedBy = { checks: [check].flat(), ...(saying === undefined ? {} : { saying }) };
      return { kind: 'wrong', name: one.variant, files: wrong[one.variant] ?? [], refusedBy };
    }),
    ...Object.entries(alternatives).map(([name, files]): Variant => ({ kind: 'alternative', name, files })),
    { kind: 'solution', files: solution },
  ];
}

/** Where a variant is tried: a desk, and with an engine a world around it. */
export interface Bench {
  readonly desk: Desk;
  readonly world?: World;
}

/**
 * Lays out the lab with one variant in place of the learner's files, judges it as a save would be judged,
 * and holds the verdicts against what the course promises of the variant.
 */
export async function prove(
  bench: Bench,
  lab: string,
  step: EditStep,
  variant: Variant,
  signal: AbortSignal,
): Promise<Proof> {
  const { desk, world } = bench;
  const begun = desk.clock.monotonic();
  await placeVariant(desk, lab, step, variant);
  const text = await judgeText(desk, step);
  const seconds = (): number => (desk.clock.monotonic() - begun) / 1000;
  const textFailed = text.some((check) => check.verdict === 'failed');
  if (textFailed || !world) {
    const known = textFailed || variant.kind === 'solution' || variant.kind === 'alternative';
    if (known || isRefusedByText(step, variant)) return { variant, ...hold(variant, text, ''), seconds: seconds() };
    return { variant, verdict: 'skipped', found: msg('prove.engine'), seconds: seconds() };
  }
  const lack = await lackOf(world, lab, step, signal, await wantedByText(desk, step));
  if (lack) {
    // What the text alone tells is proven on every machine.
    if (isRefusedByText(step, variant)) return { variant, ...hold(variant, text, ''), seconds: seconds() };
    return { variant, verdict: 'skipped', found: lack, seconds: seconds() };
  }
  const seen = await runVariant(world, lab, step, text, signal);
  return { variant, ...hold(variant, seen.checks, seen.output), seconds: seconds() };
}

/** Whether the text alone must refuse it. */
function isRefusedByText(step: EditStep, { refusedBy }: Variant): boolean {
  const textual = new Set(step.checks.filter(isTextual).map((check) => check.id ?? check.kind));
  return refusedBy?.checks.every((id) => textual.has(id)) ?? false;
}

/** The workspace as a learner has it who wrote just this. */
async function placeVariant(desk: Desk, lab: string, step: EditStep, variant: Variant): Promise<void> {
  await layOut(desk, lab, 'solution');
  const before = new Map(desk.course.appFiles.map((source) => [source.path, source.content]));
  const all = [
    step.variants.solution,
    ...Object.values(step.variants.alternatives),
    ...Object.values(step.variants.wrong),
  ];
  // What another variant put in the place of a file of the app.
  for (const { path } of all.flat()) {
    const original = before.get(path);
    if (original) await desk.files.write(desk.resolve(path), original);
    else await desk.files.remove(desk.resolve(path));
  }
  for (const source of [...step.variants.start, ...variant.files])
    await desk.files.write(desk.resolve(source.path), source.content);
}

async function runVariant(
  world: World,
  lab: string,
  step: EditStep,
  text: readonly JudgedCheck[],
  signal: AbortSignal,
): Promise<{ readonly checks: readonly JudgedCheck[]; readonly output: string }> {
  const checks = [...text];
  let output = '';
  const shown: string[] = [];
  const run: StepRun = {
    world,
    lab,
    step,
    guided: false,
    purpose: 'run',
    stamp: `${world.session}-${Math.round(world.clock.monotonic())}`,
    judged: idsOf(text),
    signal,
    results: [],
    shown,
    undo: [],
    notice: (notice) => {
      // What the step builds on is not there: nothing can be proven over that.
      if (notice.id === 'run.need-failed') checks.push(failedNeed(notice));
    },
    tell: (news: RunNews) => {
      if (news.type === 'action.started') shown[news.index] = news.command.shown;
      if (news.type === 'check.judged') checks.push(news.check);
      if (news.type === 'output.received') output = (output + news.text).slice(-100_000);
    },
  };
  await runStep(run);
  await removeContainers(world, lab, step);
  return { checks, output };
}

function failedNeed(actual: Message): JudgedCheck {
  return { id: 'need', kind: 'command', verdict: 'failed', expected: raw(''), actual };
}

/** What one variant started must not answer for the next. */
async function removeContainers(world: World, lab: string, step: EditStep): Promise<void> {
  const labels = { [labelKeys.session]: world.session, [labelKeys.lab]: lab, [labelKeys.step]: step.id };
  for (const thing of await world.engine.owned({ kinds: ['container'], labels })) await world.engine.remove(thing);
}

/** Whether the verdicts are what the course promises of a variant. */
function hold(
  variant: Variant,
  checks: readonly JudgedCheck[],
  output: string,
): { readonly verdict: 'held' | 'broken'; readonly found: Message } {
  const failed = checks.find((check) => check.verdict === 'failed');
  const told = failed ? msg('prove.refused', { check: failed.id, actual: failed.actual }) : msg('prove.passed');
  switch (variant.kind) {
    case 'start':
      return { verdict: failed ? 'held' : 'broken', found: told };
    case 'solution':
    case 'alternative':
      return { verdict: failed ? 'broken' : 'held', found: told };
    case 'wrong': {
      if (!failed || !variant.refusedBy?.checks.includes(failed.id)) return { verdict: 'broken', found: told };
      const { saying } = variant.refusedBy;
      const said = `${say('en', failed.actual)}\n${failed.hint ? say('en', failed.hint) : ''}\n${output}`;
      if (saying !== undefined && !said.includes(saying))
        return { verdict: 'broken', found: msg('prove.unsaid', { saying, actual: raw(said.slice(0, 600)) }) };
      return { verdict: 'held', found: told };
    }
  }
}
