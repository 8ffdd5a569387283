import { exitCodes } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import { comparisonText } from '../../render/plain/comparison.ts';
import { mapText } from '../../render/plain/map.ts';
import { helpOf, hintLevels, nextPlace } from '../../session/selectors.ts';
import { compareWithSolution, measureDifference, showHint, showSolution } from './edit.ts';
import {
  canCheck,
  type Guide,
  isActive,
  keyOf,
  positionOf,
  previousPlace,
  stepOf,
  stopped,
  tell,
  widthOf,
  write,
} from './guide.ts';
import { openEditor, openShell } from './programs.ts';

/** A key of the plain mode: when there is something for it to do, what it does in words, and in fact. */
export interface Key {
  readonly key: string;
  readonly applies: (guide: Guide) => boolean;
  readonly does: (guide: Guide) => Message;
  /** An exit code ends the workshop. */
  readonly press: (guide: Guide) => Promise<number | undefined> | number | undefined;
  /** It works while something is asked: it is no letter of an option. */
  readonly whileAsked?: true;
}

const always = (): boolean => true;
const isEdit = (guide: Guide): boolean => stepOf(guide)?.kind === 'edit';
const isQuiz = (guide: Guide): boolean => stepOf(guide)?.kind === 'quiz';

/** Does something to the session unless a run is going on. */
function unlessBusy(guide: Guide, act: () => void): undefined {
  if (isActive(guide)) tell(guide, msg('guide.busy'));
  else act();
}

/** Runs the step as it is. */
export function run(guide: Guide): undefined {
  unlessBusy(guide, () => guide.session.dispatch({ type: 'run.requested' }));
}

async function goBack(guide: Guide): Promise<undefined> {
  const place = previousPlace(guide);
  if (!place) {
    tell(guide, msg('guide.first'));
    return;
  }
  await stopped(guide);
  guide.session.dispatch({ type: 'step.opened', ...place });
}

/** On to the next step; what runs is stopped first. */
export async function goOn(guide: Guide): Promise<undefined> {
  if (!nextPlace(guide.session.getState())) {
    tell(guide, msg('guide.last'));
    return;
  }
  await stopped(guide);
  guide.session.dispatch({ type: 'next.requested' });
}

function showTable(guide: Guide): undefined {
  const table = comparisonText(guide.course, guide.session.getState(), guide.app.lang, widthOf(guide));
  if (table === '') tell(guide, msg('compare.nothing'));
  else write(guide, table);
}

function showMap(guide: Guide): undefined {
  write(guide, mapText(guide.course, guide.session.getState(), guide.app.lang, true));
}

/** Every key, in the order in which `?` lists them. Enter depends on the turn. */
const keys: readonly Key[] = [
  {
    key: 'r',
    applies: always,
    does: (guide) => msg(isQuiz(guide) ? 'guide.key.r.quiz' : 'guide.key.r'),
    press: (guide) => {
      const step = stepOf(guide);
      if (step?.kind !== 'quiz') return run(guide);
      guide.queues.set(
        keyOf(guide),
        step.questions.map((question) => question.id),
      );
    },
  },
  {
    key: 'c',
    applies: canCheck,
    does: () => msg('guide.key.c'),
    press: (guide) => unlessBusy(guide, () => guide.session.dispatch({ type: 'check.requested' })),
  },
  {
    key: 'h',
    applies: isEdit,
    does: (guide) =>
      msg('guide.key.h', { hints: helpOf(guide.session.getState(), positionOf(guide)).hints, of: hintLevels }),
    press: showHint,
  },
  { key: 's', applies: isEdit, does: () => msg('guide.key.s'), press: showSolution },
  { key: 'd', applies: isEdit, does: () => msg('guide.key.d'), press: compareWithSolution },
  {
    key: 'f',
    applies: isEdit,
    does: () => msg('guide.key.f'),
    press: measureDifference,
  },
  {
    key: 'o',
    applies: isEdit,
    does: ({ app }) => msg('guide.key.o', { editor: app.programs.editorName() ?? '' }),
    press: openEditor,
    whileAsked: true,
  },
  { key: '!', applies: always, does: () => msg('guide.key.!'), press: openShell, whileAsked: true },
  {
    key: 't',
    applies: always,
    does: () => msg('guide.key.t'),
    press: showTable,
    whileAsked: true,
  },
  {
    key: 'm',
    applies: always,
    does: () => msg('guide.key.m'),
    press: showMap,
    whileAsked: true,
  },
  { key: 'p', applies: always, does: () => msg('guide.key.p'), press: goBack, whileAsked: true },
  { key: 'n', applies: always, does: () => msg('guide.key.n'), press: goOn, whileAsked: true },
  { key: 'q', applies: always, does: () => msg('guide.key.q'), press: () => exitCodes.ok, whileAsked: true },
];

/** A line as a key: without space around it, whatever the input method made of it. */
export function keyTyped(line: string): string {
  return line.normalize('NFKC').trim().toLowerCase();
}

/** The keys that do something now; while something is asked, those that cannot be part of an answer. */
export function keysNow(guide: Guide, asked: boolean): readonly Key[] {
  return keys.filter((one) => one.applies(guide) && (!asked || one.whileAsked === true));
}

/** Tells what Enter and every other key does now. */
export function listKeys(guide: Guide, enter: Message, asked: boolean, skips?: Message): undefined {
  const entry = (key: string | Message, does: Message): void => tell(guide, msg('guide.key', { key, does }));
  entry(msg('guide.key.enter'), enter);
  for (const one of keysNow(guide, asked)) entry(one.key, one.key === 'n' && skips ? skips : one.does(guide));
  entry('?', msg('guide.key.?'));
  entry(msg('guide.key.interrupt'), msg('guide.key.interrupt.does'));
}
