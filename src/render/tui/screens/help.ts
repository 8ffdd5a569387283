import { blank, type Line, line, pad, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { KeyGroup } from '../binding.ts';
import { bindings } from '../bindings.ts';
import type { Scene } from '../scene.ts';
import type { Page } from './page.ts';

const groups: readonly KeyGroup[] = ['lab', 'edit', 'ask', 'home', 'doctor', 'everywhere'];

/** Every key, from the table that the keys themselves come from. */
export function helpPage(scene: Scene, width: number): Page {
  const { t } = scene;
  const keys = Math.max(...bindings.map((binding) => widthOf(binding.shown)));
  const rows: Line[] = [blank, line(span(t('ui.help.title'), 'title'))];
  for (const group of groups) {
    rows.push(blank, line(span(t(`ui.help.${group}`), 'strong')));
    for (const binding of bindings) {
      if (binding.help?.group !== group) continue;
      rows.push(
        ...wrapLine(line(t(binding.help.text)), width, {
          first: line('  ', pad(line(span(binding.shown, 'key')), keys), '  '),
        }),
      );
    }
  }
  rows.push(blank, line(span(t('ui.help.about', { version: scene.info.version }), 'muted')));
  return { rows };
}
