import { describe, expect, it } from 'vitest';
import { MachineError } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import type { Finding } from '../session/findings.ts';
import { courseOf, play } from './test-play.ts';
import type { World } from './world.ts';

const examining = courseOf(
  `  - id: doctor
    kind: command
    actions:
      - doctor: true
    checks:
      - { kind: ready, action: 0 }
`,
  ['doctor'],
);

describe('doctor', () => {
  const ok: Finding = { id: 'node', status: 'ok', title: raw('Node'), found: raw('20') };
  const gone: Finding = {
    id: 'engine',
    status: 'missing',
    title: raw('Engine'),
    found: raw('No engine.'),
    next: raw('Start it.'),
  };
  const finding =
    (...all: readonly Finding[]): World['examine'] =>
    async (tell) => {
      all.forEach(tell);
      return all;
    };
  const noEngine = async (): Promise<never> => {
    throw new MachineError({ what: msg('engine.refused') });
  };

  it('passes where nothing is missing, and prints as the command does', async () => {
    const { verdicts, output, events } = await play(examining, { examine: finding(ok) });
    expect(verdicts).toEqual(['ready passed']);
    expect(output).toContain('Node: 20');
    expect(events.find((event) => event.type === 'action.started')).toMatchObject({
      command: { shown: 'go-docker-lab doctor' },
    });
  });

  it('says the first thing that is missing, also where no engine answers', async () => {
    const { verdicts, said, events, output } = await play(
      examining,
      { examine: finding(ok, gone) },
      { prepare: noEngine },
    );
    expect(verdicts).toEqual(['ready failed']);
    expect(said).toEqual(['No engine.']);
    expect(output).toContain('Start it.');
    expect(events.find((event) => event.type === 'action.finished')).toMatchObject({ exitCode: 3 });
  });
});
