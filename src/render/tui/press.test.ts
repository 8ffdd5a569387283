import { describe, expect, it } from 'vitest';
import type { Step } from '../../course/model.ts';
import { msg, say } from '../../i18n/message.ts';
import { labLayout } from './lab/layout.ts';
import { press } from './press.ts';
import { chosenFinding, type Scene } from './scene.ts';
import { findings, frameOf, TestSession, testScene } from './test-harness.tsx';
import { testScenes } from './test-scenes.ts';
import { reduceUi } from './ui-reduce.ts';

const nothing = { ui: [], intents: [], effects: [] };
const scene = (name: string, change: Parameters<typeof testScene>[0] = {}): Scene => {
  const make = testScenes[name];
  if (!make) throw new Error(name);
  return make(change);
};

describe('on the map', () => {
  it('opens a lab at its first step that is not done', () => {
    const going = scene('home-going');
    const other = { ...going, ui: { ...going.ui, selected: 2 } };
    expect(press(other, 'open')).toEqual({
      ...nothing,
      ui: [{ type: 'screen.opened', screen: 'lab' }],
      intents: [{ type: 'step.opened', lab: '03-pro', step: 'step-1' }],
    });
  });
  it('continues where one was without opening the step anew', () => {
    expect(press(scene('home-going'), 'open')).toEqual({ ...nothing, ui: [{ type: 'screen.opened', screen: 'lab' }] });
  });
  it.each(['en', 'zh'] as const)('marks what `start` prepared, and says what the mark means in %s', (lang) => {
    const frame = frameOf(scene('home-prepared', { lang }));
    expect(frame.filter((row) => / ○ 0[12] /.test(row))).toHaveLength(2);
    expect(frame.join('\n')).toContain(`○\u00A0${say(lang, msg('ui.standing.prepared'))}`);
  });
  it('chooses within bounds', () => {
    expect(press(scene('home-new'), 'up').ui).toEqual([{ type: 'lab.selected', index: 0 }]);
    expect(press(scene('home-new'), 'down').ui).toEqual([{ type: 'lab.selected', index: 1 }]);
  });
});

describe('in a lab', () => {
  it('Ctrl-C stops the run first and leaves the second time', () => {
    const running = scene('lab-building');
    expect(press(running, 'interrupt')).toEqual({
      ...nothing,
      ui: [{ type: 'cancel.asked' }],
      intents: [{ type: 'cancel.requested' }],
    });
    const asked = { ...running, ui: { ...running.ui, cancelling: true } };
    expect(press(asked, 'interrupt').effects).toEqual([{ type: 'leave', why: 'interrupted' }]);
    expect(press(scene('lab-command'), 'interrupt').effects).toEqual([{ type: 'leave', why: 'interrupted' }]);
  });
  it('q asks once while a run goes on', () => {
    const running = scene('lab-building');
    expect(press(running, 'quit')).toEqual({ ...nothing, ui: [{ type: 'quit.asked' }] });
    const asked = { ...running, ui: { ...running.ui, quitting: true } };
    expect(press(asked, 'quit')).toEqual({
      ...nothing,
      intents: [{ type: 'cancel.requested' }],
      effects: [{ type: 'leave', why: 'quit' }],
    });
  });
  it('pages by what is seen of the lesson, not by the screen, so that no line is passed over', () => {
    const shown = scene('lab-command');
    const body = Array.from({ length: 60 }, (_, line) => `- line ${line}`).join('\n');
    const long = (step: Step): Step => ({ ...step, text: { ...step.text, en: { ...step.text.en, body } } });
    const labs = shown.course.labs.map((lab) => ({ ...lab, steps: lab.steps.map(long) }));
    const small: Scene = { ...shown, course: { ...shown.course, labs } };
    const lesson = labLayout(small)?.lesson;
    if (!lesson) throw new Error('no lesson is shown');
    expect(lesson.height).toBeLessThan(small.size.rows - 4);
    expect(press(small, 'page-down').ui).toMatchObject([{ type: 'scrolled', area: 'lesson', to: lesson.height - 2 }]);
  });
  it('does nothing but leave where the terminal is too small to show it', () => {
    const tiny: Scene = { ...scene('lab-command'), size: { columns: 40, rows: 15 } };
    expect(press(tiny, 'run')).toEqual(nothing);
    expect(press(tiny, 'hint')).toEqual(nothing);
    expect(press(tiny, 'quit').effects).toEqual([{ type: 'leave', why: 'quit' }]);
    expect(press(tiny, 'interrupt').effects).toEqual([{ type: 'leave', why: 'interrupted' }]);
    expect(press(scene('lab-command'), 'run')).not.toEqual(nothing);
  });
  it('does not turn pages during a run', () => {
    expect(press(scene('lab-building'), 'next').ui).toMatchObject([
      { type: 'flashed', message: { id: 'ui.flash.busy' } },
    ]);
  });
  it('says so at both ends of the course', () => {
    expect(press(scene('lab-read'), 'previous').ui).toMatchObject([{ message: { id: 'ui.flash.first' } }]);
    expect(press(scene('lab-compare'), 'next').ui).toMatchObject([{ message: { id: 'ui.flash.last' } }]);
  });
  it('reading a lesson runs it and wishes to go on', () => {
    expect(press(scene('lab-read'), 'read')).toEqual({
      ...nothing,
      ui: [{ type: 'advance.wanted' }],
      intents: [{ type: 'run.requested' }],
    });
  });
  it('scrolls the lesson exactly to its end', () => {
    let now = scene('lab-command');
    for (let index = 0; index < 50; index += 1) {
      const [event] = press(now, 'down').ui;
      if (event) now = { ...now, ui: reduceUi(now.ui, event) };
    }
    const end = now.ui.scroll.lesson;
    expect(end).toBeGreaterThan(0);
    expect(press(scene('lab-command'), 'bottom').ui).toEqual([
      { type: 'scrolled', area: 'lesson', to: end, follow: false },
    ]);
    expect(press(now, 'up').ui).toEqual([{ type: 'scrolled', area: 'lesson', to: end - 1, follow: false }]);
  });
  it('scrolling a run back lets go of its end, scrolling down takes hold again', () => {
    const running = scene('lab-building');
    const [up] = press(running, 'up').ui;
    expect(up).toMatchObject({ type: 'scrolled', area: 'run', follow: false });
    const back = up ? { ...running, ui: reduceUi(running.ui, up) } : running;
    expect(press(back, 'bottom').ui).toMatchObject([{ area: 'run', follow: true }]);
  });
});

describe('the exact command', () => {
  const played = (from: Scene): Scene => ({ ...from, ui: press(from, 'exact').ui.reduce(reduceUi, from.ui) });
  it('is there whole before the run', () => {
    const shown = frameOf(played(scene('lab-command'))).join('\n');
    expect(shown).toContain('$ docker --host');
    expect(shown).toContain('-f Dockerfile.bad .');
  });
  it('takes the place of the lesson where it is too long, from its first row, and can be scrolled', () => {
    const before = scene('lab-exact-long');
    const lesson = { ...before, ui: { ...before.ui, exact: false, scroll: { ...before.ui.scroll, lesson: 3 } } };
    const shown = played(lesson);
    expect(frameOf(shown)[3]).toContain('$ docker --host');
    expect(labLayout(shown)?.lesson?.view.max).toBeGreaterThan(0);
    expect(labLayout(played(shown))?.exact).toBeUndefined();
  });
  it.each(['lab-answered', 'lab-failed', 'lab-judging'])('stands at the top after x: %s', (name) => {
    const shown = played(scene(name, { rows: 15, columns: 60 }));
    const pane = labLayout(shown)?.run;
    const rows = frameOf(shown);
    expect(pane?.view.max === pane?.view.scroll || rows[2]?.includes('$ curl -i')).toBe(true);
    expect(rows.join('\n')).toContain('$ curl -i');
    expect(played(shown).ui.scroll.run).toBe(0);
  });
  it('lets a running step be followed again once it is short', () => {
    const exact = played(scene('lab-building'));
    expect(exact.ui.follow).toBe(false);
    expect(frameOf(exact)[2]).toContain('$ docker --host');
    expect(played(exact).ui.follow).toBe(true);
  });
  it('is not looked for in raw output', () => {
    const raw = scene('lab-raw');
    expect(played(raw).ui).toMatchObject({ raw: false, exact: true });
  });
});

describe('in doctor', () => {
  it('looks when opened for the first time only', () => {
    expect(press(scene('home-new'), 'doctor').effects).toEqual([{ type: 'examine' }]);
    expect(press(scene('home-new', { doctor: { status: 'done', findings } }), 'doctor').effects).toEqual([]);
  });
  it('asks before it fixes, and fixes after a yes', () => {
    const doctor = scene('doctor');
    expect(press(doctor, 'fix')).toEqual({ ...nothing, ui: [{ type: 'fix.asked', fix: 'make-base' }] });
    const asked = scene('doctor-ask');
    expect(press(asked, 'yes').effects).toMatchObject([{ type: 'apply-fix', fix: { id: 'install-buildx' } }]);
    expect(press(asked, 'no')).toEqual({ ...nothing, ui: [{ type: 'fix.answered' }] });
  });
  it('begins at what is missing, else at a warning, and moves on from there', () => {
    const stopped = scene('doctor-stopped');
    expect(chosenFinding(stopped)).toBe(2);
    expect(press(stopped, 'down').ui).toEqual([{ type: 'finding.selected', index: 3 }]);
    expect(press(stopped, 'fix').ui).toEqual([{ type: 'fix.asked', fix: 'start-engine' }]);
    expect(chosenFinding(scene('doctor-warning'))).toBe(2);
    expect(chosenFinding(scene('doctor-examining'))).toBe(0);
    expect(chosenFinding(scene('doctor-moved'))).toBe(1);
  });
  it('lets the cursor find what is missing anew after a fix, and when it looks again', () => {
    const free = { type: 'finding.selected', index: undefined };
    expect(press(scene('doctor-ask'), 'yes').ui).toContainEqual(free);
    expect(press(scene('doctor-moved'), 'examine').ui).toEqual([free]);
  });
  it('shows in full what is missing, wherever the cursor is, where there are rows for it', () => {
    for (const name of ['doctor-stopped', 'doctor-moved'])
      for (const lang of ['en', 'zh'] as const) {
        const frame = frameOf(scene(name, { lang })).join('\n');
        expect(frame).toContain('unix:///var/run/docker.sock');
        expect(frame).toContain(say(lang, msg('doctor.start.next.linux')));
      }
  });
  it('stops a fix with c and with Ctrl-C', () => {
    const fixing = scene('doctor-fixing');
    expect(press(fixing, 'cancel').effects).toEqual([{ type: 'stop-fix' }]);
    expect(press(fixing, 'interrupt').effects).toEqual([{ type: 'stop-fix' }]);
  });
});

it('remembers the language', () => {
  expect(press(testScene({ state: new TestSession().getState() }), 'language')).toEqual({
    ...nothing,
    ui: [{ type: 'lang.switched' }],
    effects: [{ type: 'remember-language' }],
  });
});
