import { describe, expect, it, vi } from 'vitest';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import type { Scanner } from '../ports/scanner.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';
import { courseOf, play } from './test-play.ts';
import type { World } from './world.ts';

const scanning = courseOf(
  `  - id: count
    kind: command
    requires: [scanner]
    actions:
      - scan: { image: web }
    checks:
      - { kind: scanned, images: [web] }
`,
  ['count'],
);

describe('scan', () => {
  const counts = { critical: 1, high: 2, medium: 0, low: 10, unknown: 0 };
  const scanner = (result: Partial<Awaited<ReturnType<Scanner['scan']>>>): Scanner => ({
    name: 'trivy',
    look: async () => ({ ready: true, name: 'trivy' }),
    scan: async () => ({ exitCode: 0, seconds: 1, said: '', ...result }),
  });

  it('prints a short table and records the number', async () => {
    const { verdicts, output, state } = await play(scanning, { scanner: scanner({ counts }) });
    expect(verdicts).toEqual(['scanned passed']);
    expect(output).toBe('critical   1\nhigh       2\nmedium     0\nlow       10\nunknown    0\nin all    13\n');
    expect(state.progress.figures['web/vulnerabilities']).toMatchObject({ value: 13 });
  });

  it('lines the numbers up under Chinese words', async () => {
    const { output } = await play(scanning, { scanner: scanner({ counts }), lang: () => 'zh' });
    expect(output.split('\n').slice(0, 2)).toEqual(['严重   1', '高危   2']);
  });

  it('records 0 where nothing is known', async () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
    const { verdicts, state } = await play(scanning, { scanner: scanner({ counts: none }) });
    expect(verdicts).toEqual(['scanned passed']);
    expect(state.progress.figures['web/vulnerabilities']).toMatchObject({ value: 0 });
  });

  it('fails where the report cannot be read', async () => {
    const { verdicts, output } = await play(scanning, { scanner: scanner({}) });
    expect(verdicts).toEqual(['command failed', 'scanned skipped']);
    expect(output).toContain('trivy printed no report that could be read.');
  });

  it('is not judged again without a scan: the image may be another one by now', async () => {
    const fake = fakeWorld(scanning);
    fake.world.memory.figures.set('web/vulnerabilities', { image: 'web', figure: 'vulnerabilities', value: 3 });
    const world: World = { ...fake.world, scanner: scanner({ counts }) };
    const live = openSession({
      course: scanning,
      desk: world,
      clock: world.clock,
      session: 's1',
      memory: world.memory,
      progress: emptyProgress('mini'),
      store: { save: fake.save },
      mode: 'guided',
      prepare: async () => world,
    });
    const verdicts: string[] = [];
    const ended = new Promise<void>((resolve) => {
      live.subscribe((_, event) => {
        if (event.type === 'check.judged') verdicts.push(`${event.check.id} ${event.check.verdict}`);
        if (event.type === 'step.finished') resolve();
      });
    });
    live.start();
    live.dispatch({ type: 'step.opened', lab: 'one', step: 'count' });
    live.dispatch({ type: 'check.requested' });
    await ended;
    await live.close();
    expect(verdicts).toEqual(['scanned skipped']);
  });

  it('is stopped after a quarter of an hour, and says so', async () => {
    const bound = new AbortController();
    const asked = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(bound.signal);
    const slow: Scanner = {
      ...scanner({}),
      scan: (_name, _reference, { signal }) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ exitCode: 130, seconds: 900, said: 'interrupted' }));
          bound.abort();
        }),
    };
    const { verdicts, output } = await play(scanning, { scanner: slow });
    expect(asked).toHaveBeenCalledWith(15 * 60_000);
    asked.mockRestore();
    expect(verdicts).toEqual(['command failed', 'scanned skipped']);
    expect(output).toContain('stopped after 15 minutes');
  });

  it('is skipped without a scanner, and without its database, saying how to get them', async () => {
    const without = await play(scanning);
    expect(without.verdicts).toEqual(['scanned skipped']);
    expect(without.said[0]).toContain('Install Trivy or Grype');
    const look: Scanner['look'] = async () => ({ ready: false, name: 'grype' });
    const bare = await play(scanning, { scanner: { ...scanner({}), look } });
    expect(bare.said[0]).toBe(
      'grype is here, but its database of vulnerabilities is not. Get it once, over the network (grype db update), and do this step again.',
    );
  });
});
