import { describe, expect, it } from 'vitest';
import { msg } from '../../i18n/message.ts';
import { initialUi, noInput, reduceUi, type UiEvent, type UiState } from './ui-reduce.ts';

const start = initialUi({ lang: 'en', selected: 0 });
const played = (from: UiState, ...events: readonly UiEvent[]): UiState => events.reduce(reduceUi, from);
const run = { runId: 'run-1', lab: '01-bad', step: 'build', at: '2026-05-04T09:30:00.000Z' } as const;
const moved = (event: Extract<UiEvent, { type: 'session.moved' }>['event'], quiet = false, notices = 0): UiEvent => ({
  type: 'session.moved',
  event,
  quiet,
  panel: 'lesson',
  notices,
});

describe('screens', () => {
  it('come back the way they were opened', () => {
    const deep = played(
      start,
      { type: 'screen.opened', screen: 'lab' },
      { type: 'screen.opened', screen: 'compare' },
      { type: 'screen.opened', screen: 'help' },
    );
    expect([deep.screen, played(deep, { type: 'screen.left' }).screen]).toEqual(['help', 'compare']);
    expect(played(deep, { type: 'screen.left' }, { type: 'screen.left' }).screen).toBe('lab');
    expect(
      played(deep, { type: 'screen.left' }, { type: 'screen.left' }, { type: 'screen.left' }, { type: 'screen.left' })
        .screen,
    ).toBe('home');
  });
  it('opening the one that is open changes nothing', () =>
    expect(played(start, { type: 'screen.opened', screen: 'home' })).toBe(start));
  it('the map forgets the way', () =>
    expect(
      played(start, { type: 'screen.opened', screen: 'help' }, { type: 'screen.opened', screen: 'home' }).trail,
    ).toEqual([]));
  it('leaving takes back an open question', () =>
    expect(played(start, { type: 'fix.asked', fix: 'x' }, { type: 'screen.left' }).asking).toBeUndefined());
});

describe('following the session', () => {
  const lab = played(start, { type: 'screen.opened', screen: 'lab' });
  it('a run takes the panel, follows its end and closes raw output', () => {
    const seen = played(lab, { type: 'raw.toggled' }, moved({ ...run, type: 'step.started', purpose: 'run' }));
    expect([seen.panel, seen.follow, seen.raw]).toEqual(['run', true, false]);
  });
  it('a step that is only read keeps its lesson', () =>
    expect(played(lab, moved({ ...run, type: 'step.started', purpose: 'run' }, true)).panel).toBe('lesson'));
  it('an ended run shows its verdicts from the top', () => {
    const seen = played(
      lab,
      moved({ ...run, type: 'step.started', purpose: 'run' }),
      { type: 'cancel.asked' },
      moved({ ...run, type: 'step.finished', outcome: 'cancelled', seconds: 1 }),
    );
    expect([seen.follow, seen.scroll.run, seen.cancelling, seen.flash]).toEqual([false, 0, false, undefined]);
  });
  it('an ended run takes back that one goes on', () => {
    const busy = played(lab, { type: 'flashed', message: msg('ui.flash.busy') });
    expect(played(busy, moved({ ...run, type: 'step.finished', outcome: 'passed', seconds: 1 })).flash).toBeUndefined();
  });
  it('a newly opened step shows its lesson, and older notices are seen', () => {
    const seen = played(
      lab,
      { type: 'panel.switched' },
      { type: 'scrolled', area: 'lesson', to: 9, follow: false },
      moved({ type: 'step.opened', lab: 'a', step: 'b', at: run.at }, false, 3),
    );
    expect([seen.panel, seen.scroll.lesson, seen.seen]).toEqual(['lesson', 0, 3]);
  });
  it('a newly opened step shows its lesson even if the exact command stood there', () => {
    const seen = played(lab, { type: 'exact.toggled' }, moved({ type: 'next.requested', at: run.at }));
    expect(seen.exact).toBe(false);
  });
  it('output changes nothing', () =>
    expect(played(lab, moved({ ...run, type: 'output.received', text: 'x', stream: 'stdout' }))).toBe(lab));
});

describe('doctor and the engine', () => {
  const finding = { id: 'engine', title: msg('doctor.engine'), found: msg('doctor.engine.no-cli') } as const;
  it('the cursor is where the learner put it until doctor is opened anew', () => {
    const moved = played(start, { type: 'screen.opened', screen: 'doctor' }, { type: 'finding.selected', index: 2 });
    expect([start.finding, moved.finding]).toEqual([undefined, 2]);
    expect(played(moved, { type: 'screen.opened', screen: 'help' }, { type: 'screen.left' }).finding).toBe(2);
    const away = played(moved, { type: 'screen.left' }, { type: 'screen.opened', screen: 'doctor' });
    expect(away.finding).toBeUndefined();
  });
  it('what doctor finds is known on every screen', () => {
    const seen = played(start, { type: 'finding.told', finding: { ...finding, status: 'missing' } });
    expect(seen.trouble).toBe(finding.found);
    expect(played(seen, { type: 'finding.told', finding: { ...finding, status: 'ok' } }).trouble).toBeUndefined();
  });
  it('so is why a run broke', () => {
    const what = msg('diagnose.unreachable', { context: 'default' });
    const seen = played(start, moved({ ...run, type: 'run.broke', error: { what, exitCode: 3 } }));
    expect(seen.trouble).toBe(what);
  });
});

describe('beside a file', () => {
  const lab = played(start, { type: 'screen.opened', screen: 'lab' });
  it('a save brings its judgement to the front, whatever stood there', () => {
    const looking = played(lab, { type: 'aside.opened', aside: 'diff' }, { type: 'panel.shown', panel: 'lesson' });
    const looks = played(looking, { type: 'aside.opened', aside: 'solution' });
    const seen = played(looks, moved({ ...run, type: 'step.started', purpose: 'run' }));
    expect([seen.panel, seen.aside]).toEqual(['run', undefined]);
  });
  it('a save makes one forget that the run before it was being stopped', () => {
    const seen = played(lab, { type: 'cancel.asked' }, moved({ ...run, type: 'step.started', purpose: 'run' }));
    expect([seen.cancelling, seen.flash]).toEqual([false, undefined]);
  });
  it('an aside opens at its top and gives way to the panels', () => {
    const scrolled = played(lab, { type: 'scrolled', area: 'diff', to: 9, follow: false });
    expect(played(scrolled, { type: 'aside.opened', aside: 'diff' })).toMatchObject({
      aside: 'diff',
      scroll: { diff: 0 },
    });
    expect(played(lab, { type: 'aside.opened', aside: 'diff' }, { type: 'panel.switched' }).aside).toBeUndefined();
  });
});

describe('what is typed and chosen', () => {
  const lab = played(start, { type: 'screen.opened', screen: 'lab' });
  const tried = { type: 'choice', ids: ['a'] } as const;
  it('takes back the verdict on what stood there before', () => {
    const judged = played(lab, { type: 'input.changed', input: { question: 1, tried } });
    expect(judged.input.tried).toEqual(tried);
    expect(played(judged, { type: 'input.changed', input: { cursor: 2 } }).input).toMatchObject({
      question: 1,
      cursor: 2,
      tried: undefined,
    });
  });
  it('is forgotten with the step', () => {
    const typed = played(
      lab,
      { type: 'again.wanted' },
      { type: 'input.changed', input: { typed: '12', touched: true } },
    );
    const next = played(typed, moved({ type: 'next.requested', at: run.at }));
    expect([next.input, next.again]).toEqual([noInput, false]);
  });
  it('stays while the guess is measured, which ends guessing anew', () => {
    const typed = played(
      lab,
      { type: 'again.wanted' },
      { type: 'input.changed', input: { typed: '12', touched: true } },
    );
    const seen = played(typed, moved({ ...run, type: 'step.started', purpose: 'run' }));
    expect([seen.again, seen.panel, seen.input.typed]).toEqual([false, 'run', '12']);
  });
});

describe('the rest', () => {
  it('the next key takes back what was said', () => {
    const said = played(start, { type: 'quit.asked' });
    expect([said.quitting, said.flash]).toEqual([true, msg('ui.flash.quit')]);
    expect(played(said, { type: 'key.pressed' })).toMatchObject({ quitting: false, flash: undefined });
  });
  it('raw output opens at its end', () => {
    expect(played(start, { type: 'raw.toggled' }).scroll.run).toBe(Number.MAX_SAFE_INTEGER);
    expect(played(start, { type: 'raw.toggled' }, { type: 'raw.toggled' }).scroll.run).toBe(0);
  });
  it('languages alternate', () => expect(played(start, { type: 'lang.switched' }).lang).toBe('zh'));
  it('scrolling stops at the top', () =>
    expect(played(start, { type: 'scrolled', area: 'help', to: -3, follow: false }).scroll.help).toBe(0));
});
