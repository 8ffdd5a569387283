import { type Course, type EditStep, editSteps, type Lab } from '../course/model.ts';
import { exitCodes, UserError } from '../errors.ts';
import { formatSeconds } from '../i18n/format.ts';
import { msg, say } from '../i18n/message.ts';
import { besides } from '../runtime/prefix.ts';
import { type Bench, type Proof, prove, variantsOf } from '../runtime/prove.ts';
import { removeTraces } from '../runtime/sweep.ts';
import { emptyMemory, type World } from '../runtime/world.ts';
import { type App, print } from './app.ts';
import { planOf } from './plan.ts';
import { deskOf, prepareWorld } from './prepare.ts';
import { ensureReady } from './ready.ts';

/**
 * `course test`: proves that every edit step's start fails, its solution and alternatives pass, and each
 * known-wrong variant fails in the check it names. `text` alone needs no engine and leaves the rest open.
 */
export async function testCourse(app: App, targets: readonly string[], text: boolean): Promise<number> {
  const course = await app.loadCourse();
  const steps = wantedSteps(course, targets);
  if (steps.length === 0) throw new UserError({ what: msg('prove.nothing'), next: msg('usage.list') });
  if (!text) await ensureReady(app, course);
  // The images and containers of proofs never meet a learner's.
  const testing: App = { ...app, learner: besides(app.learner, 'course-test') };
  // Two at once would take each other's images for their own.
  const leave = await app.lockWorkspace(app.join(app.stateFolder, testing.learner));
  const folder = await app.files.scratch('go-docker-lab-');
  let world: World | undefined;
  try {
    const desk = deskOf(testing, course, { workspace: folder, lang: () => app.lang });
    if (!text) world = await prepareWorld(testing, desk, emptyMemory(), () => undefined);
    return await proveAll(testing, steps, { desk, ...(world ? { world } : {}) });
  } finally {
    if (world) await removeTraces(world);
    await app.files.remove(folder);
    await leave();
  }
}

interface WantedStep {
  readonly lab: Lab;
  readonly step: EditStep;
}

function wantedSteps(course: Course, targets: readonly string[]): readonly WantedStep[] {
  const places = planOf(course, targets);
  return course.labs.flatMap((lab) =>
    editSteps(lab)
      .filter((step) => places.some((place) => place.lab === lab.id && place.step === step.id))
      .map((step) => ({ lab, step })),
  );
}

async function proveAll(app: App, steps: readonly WantedStep[], bench: Bench): Promise<number> {
  const begun = app.clock.monotonic();
  const counts = { held: 0, broken: 0, skipped: 0 };
  for (const { lab, step } of steps) {
    if (!app.flags.json) print(app, `\n${lab.id}/${step.id}`);
    for (const variant of variantsOf(step)) {
      if (app.interrupted.aborted) return exitCodes.interrupted;
      const proof = await prove(bench, lab.id, step, variant, app.interrupted);
      if (app.interrupted.aborted) return exitCodes.interrupted;
      counts[proof.verdict] += 1;
      tell(app, lab.id, step.id, proof);
    }
  }
  const seconds = (app.clock.monotonic() - begun) / 1000;
  if (app.flags.json) print(app, JSON.stringify({ v: 1, at: at(app), type: 'course.proved', ...counts, seconds }));
  else print(app, `\n${say(app.lang, msg('prove.total', { ...counts, time: formatSeconds(seconds) }))}`);
  return counts.broken > 0 ? exitCodes.checkFailed : exitCodes.ok;
}

function tell(app: App, lab: string, step: string, { variant, verdict, found, seconds }: Proof): void {
  const { kind, name, refusedBy } = variant;
  if (app.flags.json) {
    const named = {
      ...(name === undefined ? {} : { name }),
      ...(refusedBy ? { check: refusedBy.checks.join(', ') } : {}),
    };
    const event = {
      type: 'proof.made',
      lab,
      step,
      variant: kind,
      ...named,
      verdict,
      found: say(app.lang, found),
      seconds,
    };
    print(app, JSON.stringify({ v: 1, at: at(app), ...event }));
    return;
  }
  const promised =
    kind === 'wrong'
      ? msg('prove.wrong', { name: name ?? '', check: refusedBy?.checks.join(' / ') ?? '' })
      : kind === 'alternative'
        ? msg('prove.alternative', { name: name ?? '' })
        : msg(kind === 'start' ? 'prove.start' : 'prove.solution');
  const word = say(app.lang, msg(`prove.${verdict}`));
  print(app, `  ${word} ${say(app.lang, promised)}  (${formatSeconds(seconds)})`);
  if (verdict !== 'held') print(app, `         ${say(app.lang, found).replaceAll('\n', '\n         ')}`);
}

function at(app: App): string {
  return new Date(app.clock.now()).toISOString();
}
