import { describe, expect, it } from 'vitest';
import type { Step } from '../../course/model.ts';
import { labLayout } from './lab/layout.ts';
import { press } from './press.ts';
import type { Scene } from './scene.ts';
import { findings, TestSession, testScene } from './test-harness.tsx';
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
