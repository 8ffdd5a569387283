import { describe, expect, it } from 'vitest';
import type { Lang } from '../../i18n/message.ts';
import type { Shell } from '../../shell/model.ts';
import { parseSgr } from '../text/sgr.ts';
import { textOf } from '../text/styled.ts';
import { widthOf } from '../text/width.ts';
import { footerKeys } from './keys.ts';
import { situationOf } from './situation.ts';
import { frameOf } from './test-harness.tsx';
import { testScenes } from './test-scenes.ts';

const sizes = [
  { columns: 40, rows: 15 },
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;
const cases = sizes.flatMap((size) =>
  (['en', 'zh'] as const).flatMap((lang) => [true, false].map((colour) => ({ ...size, lang, colour }))),
);

/** The character at a terminal column. */
function charAt(line: string, column: number): string {
  let at = 0;
  for (const char of line) {
    if (at === column) return char;
    at += widthOf(char);
  }
  return ' ';
}

describe.each(Object.entries(testScenes))('%s', (name, make) => {
  it.each(cases)('at $columns×$rows in $lang, colour $colour', ({ columns, rows, lang, colour }) => {
    const scene = make({ columns, rows, lang, colour });
    const frame = frameOf(scene);
    const plain = frame.map((one) => textOf(parseSgr(one)));
    for (const one of plain) expect(widthOf(one), one).toBeLessThanOrEqual(columns);
    if (!colour) expect(frame.join('')).not.toContain('\u001B');
    if (columns < 60) {
      expect(plain.length).toBeLessThanOrEqual(rows);
      expect(plain[0]).toContain(`${columns}x${rows}`);
      expect(plain.join('')).toContain('--plain');
      return;
    }
    expect(plain).toHaveLength(rows);
    expect(widthOf(plain[1] ?? '')).toBe(columns);
    expect(widthOf(plain[rows - 2] ?? '')).toBe(columns);
    bordersMeet(plain, columns);
    const lead = footerKeys(situationOf(scene)).find((key) => key.lead);
    expect(lead, 'a next key').toBeDefined();
    expect(plain.at(-1)).toContain(colour ? ` ${lead?.shown} ` : `[${lead?.shown}]`);
    expect(plain.at(-1)).toContain(scene.t('ui.key.quit'));
  });

  it.each<{ lang: Lang }>([{ lang: 'en' }, { lang: 'zh' }])('looks right in $lang', ({ lang }) => {
    expect(`\n${frameOf(make({ columns: 80, rows: 24, lang })).join('\n')}\n`).toMatchSnapshot(name);
  });
});

const withCommands = ['lab-command', 'lab-failed', 'doctor-ask'];
it.each(Object.entries(testScenes).filter(([name]) => withCommands.includes(name)))(
  '%s shows commands behind the shell’s own prompt',
  (_, make) => {
    const shown = (shell: Shell): string =>
      frameOf({ ...make({ columns: 120, rows: 60, lang: 'en', colour: false }), shell }).join('\n');
    expect(shown('posix')).toMatch(/\$ (docker|curl|sudo|apt)/);
    expect(shown('powershell')).toBe(shown('posix').replace(/\$ (?=docker|curl|sudo|apt)/g, 'PS> '));
  },
);

/** Below each ┬ there is a vertical rule down to its ┴. */
function bordersMeet(lines: readonly string[], columns: number): void {
  for (let column = 0; column < columns; column += 1) {
    if (charAt(lines[1] ?? '', column) !== '┬') continue;
    let row = 2;
    while (['│', '├'].includes(charAt(lines[row] ?? '', column))) row += 1;
    expect(charAt(lines[row] ?? '', column), `rule of column ${column} ends at row ${row}`).toBe('┴');
  }
}
