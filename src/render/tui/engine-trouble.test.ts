import { describe, expect, it } from 'vitest';
import { type Message, msg, raw } from '../../i18n/message.ts';
import type { SessionEvent } from '../../session/events.ts';
import { troubleAfter, troubleFound } from './engine-trouble.ts';

const at = '2026-05-04T09:30:00.000Z';
const inRun = { runId: 'run-1', lab: '01-bad', step: 'build', at } as const;
const gone = msg('diagnose.unreachable', { context: 'default' });
const broke = (what: Message): SessionEvent => ({ ...inRun, type: 'run.broke', error: { what, exitCode: 3 } });
const ready = (verdict: 'passed' | 'failed', actual: Message): SessionEvent => ({
  ...inRun,
  type: 'check.judged',
  check: { id: 'ready', kind: 'ready', verdict, expected: raw(''), actual },
});

describe('what is known of the engine', () => {
  it.each<[string, SessionEvent]>([
    ['a run broke for it', broke(gone)],
    ['a step that is only read told so', { type: 'notice.given', notice: gone, at }],
    ['the doctor of a lesson missed it', ready('failed', gone)],
    ['the reference could not be measured', { type: 'reference.failed', lab: 'a', step: 'b', reason: gone, at }],
  ])('it cannot be had: %s', (_, event) => expect(troubleAfter(undefined, event)).toBe(gone));

  it.each<[string, SessionEvent]>([
    ['a command ended, however', { ...inRun, type: 'action.finished', index: 0, exitCode: 1, seconds: 1 }],
    ['a reference was measured', { type: 'reference.measured', lab: 'a', step: 'b', figures: [], at }],
  ])('it answered: %s', (_, event) => expect(troubleAfter(gone, event)).toBeUndefined());

  it.each<[string, SessionEvent]>([
    ['a run that lacks something else', broke(msg('doctor.bases.missing', { names: 'alpine:3.22' }))],
    ['a notice of something else', { type: 'notice.given', notice: raw('hello'), at }],
    ['a doctor that misses something else', ready('failed', raw('no disk'))],
    ['what is only begun', { ...inRun, type: 'step.started', purpose: 'run' }],
  ])('nothing new: %s', (_, event) => {
    expect(troubleAfter(undefined, event)).toBeUndefined();
    expect(troubleAfter(gone, event)).toBe(gone);
  });

  it('doctor knows it, by its own finding alone', () => {
    const finding = { id: 'engine', title: raw('Docker engine'), found: gone };
    expect(troubleFound(undefined, { ...finding, status: 'missing' })).toBe(gone);
    expect(troubleFound(gone, { ...finding, status: 'ok' })).toBeUndefined();
    expect(troubleFound(gone, { ...finding, id: 'disk', status: 'ok' })).toBe(gone);
  });
});
