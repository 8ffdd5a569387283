import { describe, expect, it } from 'vitest';
import { buildingEngine, twoLabs } from '../../test/helpers/fake-app.ts';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { EditStep } from '../course/model.ts';
import { prove, variantsOf } from './prove.ts';
import type { World } from './world.ts';

const lab = twoLabs.labs[0];
const found = lab?.steps.find((one): one is EditStep => one.kind === 'edit');
if (!lab || !found) throw new Error('the course has an edit step');
const step: EditStep = { ...found, requires: ['build-check'] };
const course = { ...twoLabs, labs: [{ ...lab, steps: lab.steps.map((one) => (one === found ? step : one)) }] };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function proving(capabilities: World['engine']['info']['capabilities']) {
  const { engine } = buildingEngine(course);
  const world: World = {
    ...fakeWorld(course).world,
    files: memoryFiles(),
    engine: { ...engine, info: { ...engine.info, capabilities } },
  };
  return (variant: Parameters<typeof prove>[3]) =>
    prove({ desk: world, world }, lab?.id ?? '', step, variant, new AbortController().signal);
}

describe('a wrong variant of which the machine decides which check refuses it', () => {
  const files = [{ path: step.files[0] ?? '', content: bytes('FRUM scratch\n') }];
  it.each([
    [['size', 'dockerfile'], undefined, 'held'],
    [['dockerfile', 'size'], 'FRUM', 'held'],
    [['size', 'command'], undefined, 'broken'],
    [['size', 'dockerfile'], 'something else', 'broken'],
  ] as const)('%j saying %s: %s', async (checks, saying, verdict) => {
    const refusedBy = { checks, ...(saying === undefined ? {} : { saying }) };
    expect(await proving([])({ kind: 'wrong', name: 'misspelt', files, refusedBy })).toMatchObject({ verdict });
  });

  it('is open where the text alone does not refuse it', async () => {
    const good = [{ path: step.files[0] ?? '', content: bytes('FROM scratch\n') }];
    const refusedBy = { checks: ['dockerfile', 'size'] };
    expect(await proving([])({ kind: 'wrong', name: 'none', files: good, refusedBy })).toMatchObject({
      verdict: 'skipped',
    });
  });
});

describe('a step that this machine skips', () => {
  it('leaves its variants open, with the reason', async () => {
    const solution = variantsOf(step).at(-1);
    if (!solution) throw new Error('no variants');
    const proof = await proving([])(solution);
    expect(proof).toMatchObject({ verdict: 'skipped', found: { id: 'requires.build-check' } });
    expect(await proving(['build-check'])(solution)).toMatchObject({ verdict: 'held' });
  });

  it('is proven over its text all the same', async () => {
    const files = [{ path: step.files[0] ?? '', content: bytes('FRUM scratch\n') }];
    const refusedBy = { checks: ['dockerfile'] };
    expect(await proving([])({ kind: 'wrong', name: 'misspelt', files, refusedBy })).toMatchObject({ verdict: 'held' });
    // What its text was to be refused for passes: that is known without an engine.
    const good = [{ path: step.files[0] ?? '', content: bytes('FROM scratch\n') }];
    expect(await proving([])({ kind: 'wrong', name: 'none', files: good, refusedBy })).toMatchObject({
      verdict: 'broken',
    });
    expect(await proving([])({ kind: 'alternative', name: 'bad', files })).toMatchObject({ verdict: 'broken' });
  });
});

describe('a variant that has mounts, though the step can be done without', () => {
  it('is open where the builder lacks them', async () => {
    const mounted = bytes('FROM scratch\nRUN --mount=type=cache,target=/x ["/build"]\n');
    const variant = {
      kind: 'alternative',
      name: 'mounted',
      files: [{ path: step.files[0] ?? '', content: mounted }],
    } as const;
    expect(await proving(['build-check'])(variant)).toMatchObject({
      verdict: 'skipped',
      found: { id: 'requires.build-mount' },
    });
    expect(await proving(['build-check', 'build-mount'])(variant)).toMatchObject({ verdict: 'held' });
  });
});
