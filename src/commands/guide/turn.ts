import { exitCodes } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import { nextPlace, stepState } from '../../session/selectors.ts';
import { guessTurn, openQuestions, questionTurn } from './ask.ts';
import { ended, type Guide, isActive, isPassed, keyOf, stepOf, type Turn, tell } from './guide.ts';
import { goOn, keysNow, keyTyped, listKeys, run } from './keys.ts';

/** What a typed line means now: an answer to what is asked, or a key. */
export function turnOf(guide: Guide): Turn {
  const step = stepOf(guide);
  if (step?.kind === 'quiz') return questionTurn(guide, step) ?? keyTurn(guide);
  const { phase } = stepState(guide.session.getState(), guide.session.getState().position);
  if (step?.kind === 'predict' && phase === 'reading' && !guide.guessed.has(keyOf(guide)))
    return guessTurn(guide, step);
  return keyTurn(guide);
}

function keyTurn(guide: Guide): Turn {
  return {
    hint: () => hintOf(guide),
    take: async (line) => {
      const key = keyTyped(line);
      if (key === '') return enter(guide);
      if (key === '?') return listKeys(guide, enterOf(guide), false);
      const known = keysNow(guide, false).find((one) => one.key === key);
      if (known) return known.press(guide);
      tell(guide, msg('guide.unknown'));
      return undefined;
    },
  };
}

/** What Enter does where nothing is asked. */
async function enter(guide: Guide): Promise<number | undefined> {
  if (isActive(guide)) {
    tell(guide, msg('guide.busy'));
    return undefined;
  }
  const step = stepOf(guide);
  if (isPassed(guide)) return nextPlace(guide.session.getState()) ? goOn(guide) : exitCodes.ok;
  if (step?.kind === 'read') return readOn(guide);
  if (step?.kind !== 'quiz') return run(guide);
  guide.queues.set(keyOf(guide), openQuestions(guide, step));
  return undefined;
}

/** What was only read is done with it. */
async function readOn(guide: Guide): Promise<number | undefined> {
  run(guide);
  const over = ended(guide).then(() => null);
  for (;;) {
    const line = await Promise.race([over, guide.prompter.next()]);
    if (line === null) break;
    if (line === undefined) return exitCodes.ok;
    const code = await keyTurn(guide).take(line);
    if (code !== undefined) return code;
  }
  return isPassed(guide) && nextPlace(guide.session.getState()) ? goOn(guide) : undefined;
}

function enterOf(guide: Guide): Message {
  if (isPassed(guide))
    return msg(nextPlace(guide.session.getState()) ? 'guide.key.enter.next' : 'guide.key.enter.quit');
  const kind = stepOf(guide)?.kind;
  if (kind === 'quiz') return msg('guide.key.enter.ask');
  return msg(kind === 'edit' ? 'guide.key.enter.judge' : 'guide.key.enter.run');
}

function hintOf(guide: Guide): Message {
  const state = guide.session.getState();
  const step = stepOf(guide);
  if (isPassed(guide)) {
    if (!nextPlace(state)) return msg('guide.prompt.end');
    return msg(step?.kind === 'edit' ? 'guide.prompt.compare' : 'guide.prompt.next');
  }
  if (step?.kind === 'quiz') return msg('guide.prompt.open', { count: openQuestions(guide, step).length });
  if (step?.kind === 'edit') return msg('guide.prompt.edit');
  if (stepState(state, state.position).phase !== 'reading') return msg('guide.prompt.again');
  return msg(step?.kind === 'read' ? 'guide.prompt.read' : 'guide.prompt.run');
}
