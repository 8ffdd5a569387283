import { describe, expect, it } from 'vitest';
import { msg, raw } from '../../../i18n/message.ts';
import { textOf } from '../../text/styled.ts';
import { frameOf, type SceneOptions, testScene } from '../test-harness.tsx';
import { testScenes } from '../test-scenes.ts';
import { headerLine, ruleAcross, saidNow } from './frame.ts';

const scene = (name: string, options: SceneOptions = {}) => (testScenes[name] ?? testScene)(options);

describe('the learner’s name', () => {
  it('stands in the header of every screen', () => {
    expect(textOf(headerLine(scene('home-prepared')))).toMatch(/ann · 0\/\d+ $/);
    expect(textOf(headerLine(scene('lab-learner')))).toMatch(/ann · step 2 of/);
    expect(textOf(headerLine(scene('lab-learner', { lang: 'zh' })))).toMatch(/ann · 第 2/);
  });
  it('is the first to go where there is no room', () => {
    const narrow = textOf(headerLine({ ...scene('lab-learner'), size: { columns: 60, rows: 15 } }));
    const without = textOf(headerLine(scene('lab-command', { columns: 60, rows: 15 })));
    expect(narrow).toBe(without);
  });
});

describe('an engine that does not answer', () => {
  const rule = (name: string, options: SceneOptions = {}): string =>
    textOf(ruleAcross(options.columns ?? 80, [], saidNow(scene(name, options))));
  it('is told on the rule of every screen, with the way to what to do', () => {
    expect(rule('home-trouble')).toContain('✗ Docker is not running (context default). D: what to do ─');
    expect(rule('lab-trouble', { lang: 'zh' })).toContain(' 按 D 看怎么办 ─');
  });
  it('is told in fewer words where there is no room', () => {
    expect(rule('home-trouble', { columns: 60 })).toContain('✗ No Docker engine can be used. D: what to do ─');
    const long = { ...scene('home-trouble'), ui: { ...scene('home-trouble').ui, trouble: raw('x'.repeat(90)) } };
    expect(textOf(ruleAcross(60, [], saidNow(long)))).toContain('✗ No Docker engine can be used. D: what to do');
  });
  it.each([60, 80, 100, 160])('names the way to what to do in a lab of %i columns', (columns) => {
    for (const [lang, key] of [
      ['en', 'D: what to do'],
      ['zh', '按 D 看怎么办'],
    ] as const)
      for (const name of ['lab-trouble', 'edit-wrong']) {
        const { trouble } = scene('lab-trouble').ui;
        const lab = scene(name, { columns, rows: 15, lang });
        expect(frameOf({ ...lab, ui: { ...lab.ui, trouble } }).at(-2), name).toContain(key);
      }
  });
  it('gives way to an answer to the last key, and goes before notices', () => {
    const flash = { ...scene('home-trouble'), ui: { ...scene('home-trouble').ui, flash: msg('ui.flash.last') } };
    expect(saidNow(flash)?.text).toBe('This is the last step.');
    const noticed = { ...scene('home-notice'), ui: scene('home-trouble').ui };
    expect(saidNow(noticed)?.tone).toBe('bad');
  });
  it('is not told twice', () => {
    const { trouble } = scene('home-trouble').ui;
    const told = (name: string) => saidNow({ ...scene(name), ui: { ...scene(name).ui, trouble } });
    expect(told('doctor-stopped')).toBeUndefined();
    expect(told('lab-broken')).toEqual({ text: 'D: what to do', tone: 'bad' });
  });
});
