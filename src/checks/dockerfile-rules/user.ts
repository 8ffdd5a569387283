import { isPlainImage } from '../../dockerfile/images.ts';
import { mainProcess } from '../../dockerfile/main-process.ts';
import type { DockerfileModel, Stage } from '../../dockerfile/model.ts';
import { programName } from '../../dockerfile/script.ts';
import { settingsOf } from '../../dockerfile/settings.ts';
import { isRoot } from '../../dockerfile/stage-problems.ts';
import { rootBase } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** The image runs as somebody else than root. */
export const user: Rule = {
  expected: () => msg('check.dockerfile.user'),
  judge({ model, last }) {
    const { user: set } = settingsOf(model, last);
    const hint = msg('check.dockerfile.user.hint');
    if (set) {
      if (set.value === undefined || (isRoot(set.value) && changesUser(model, last))) return open;
      if (!isRoot(set.value)) return holds(shown(set.instruction));
      return { says: 'wrong', actual: shown(set.instruction), line: set.instruction.lines.start, hint };
    }
    const base = rootBase(model, last);
    const rootByDefault = base.kind === 'scratch' || (base.kind === 'image' && isPlainImage(base.image));
    if (!rootByDefault || changesUser(model, last)) return open;
    const image = base.kind === 'image' ? base.image : 'scratch';
    return { says: 'wrong', actual: msg('check.dockerfile.user.none', { image }), line: last.from.lines.start, hint };
  },
};

/** Programs that start another one as somebody else, or that may. */
const changers: ReadonlySet<string> = new Set(
  'capsh chpst chroot doas gosu runuser s6-setuidgid setpriv setuidgid start-stop-daemon su su-exec sudo supervisord'.split(
    ' ',
  ),
);

function changesUser(model: DockerfileModel, stage: Stage): boolean {
  const main = mainProcess(model, stage);
  if (!main) return false;
  const { commands, simple } = main.script;
  if (!main.sure || !simple) return true;
  return commands.some(({ words }) =>
    words.some((word) => changers.has(programName(word)) || /\.(?:sh|bash)$|entrypoint/.test(word)),
  );
}
