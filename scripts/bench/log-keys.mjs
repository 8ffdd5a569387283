// How soon a key is answered on the screen while a long build log streams in.
import { setTimeout as wait } from 'node:timers/promises';
import { newFolder, peakMemory } from './environment.mjs';
import { summary } from './stats.mjs';
import { openTerminal } from './terminal.mjs';

/** What each key does to the screen of a lab; all of them together leave it as it was. */
const keys = [
  { name: 'Tab', bytes: '\t', shown: (text) => text.includes('Tab Run') },
  { name: 'down', bytes: '\u001b[B', shown: (text) => !text.includes('│ 1. Build') },
  { name: 'v', bytes: 'v', shown: (text) => text.includes('v Checks') },
  { name: 'v', bytes: 'v', shown: (text) => text.includes('v Raw') },
  { name: 'up', bytes: '\u001b[A', shown: (text) => text.includes('│ 1. Build') },
  { name: 'Tab', bytes: '\t', shown: (text) => text.includes('Tab Lesson') },
  { name: '?', bytes: '?', shown: (text) => !text.includes('Lesson row ') },
  { name: 'Enter', bytes: '\r', shown: (text) => text.includes('Tab Lesson') },
];
/** A log that comes at once is soon over: the build is run again until so many keys were pressed. */
const fewest = 40;
const ended = (text) => text.includes('Passed in');

/**
 * Opens the workshop, runs the build and presses keys while its log comes in; milliseconds from each press
 * to the changed screen, the same when nothing runs, and the most memory that the workshop had: after one log, and
 * after all `builds` of them.
 */
export async function keysMeanwhile(stage, program, env) {
  const argv = [program, '--lang', 'en', '--course', stage.course, '--workspace', await stage.workspace()];
  const cwd = await newFolder(stage.folder, 'cwd');
  const state = await newFolder(stage.folder, 'state');
  const own = { ...env, XDG_STATE_HOME: state };
  const tui = openTerminal(argv, { columns: 120, rows: 40, cwd, env: own });
  const milliseconds = [];
  try {
    await tui.until((text) => text.includes('Begin'), 'the first screen');
    tui.press('\r');
    await tui.until((text) => text.includes('Lesson row '), 'the lesson');
    tui.press('\r');
    const memory = {};
    let builds = 0;
    for (; milliseconds.length < fewest; builds += 1) {
      if (builds > 0) tui.press('r');
      await tui.until((text) => text.includes('internal/package') && !ended(text), 'the log');
      await pressAll(tui, milliseconds, () => !ended(tui.text()));
      await tui.until(ended, 'the end of the build');
      memory.once ??= peakMemory(tui.pid);
    }
    memory.all = peakMemory(tui.pid);
    const idle = [];
    await pressAll(tui, idle, () => idle.length < fewest);
    return { milliseconds: summary(milliseconds), idle: summary(idle), memory, builds };
  } finally {
    tui.kill();
    await tui.ended;
  }
}

/** Presses the keys in turn while `counts` holds, and then those that are left. */
async function pressAll(tui, milliseconds, counts) {
  for (let index = 0; index % keys.length > 0 || counts(); index += 1) {
    const { name, bytes, shown } = keys[index % keys.length];
    // Not in step with the frames.
    await wait(20 + Math.random() * 80);
    const pressed = performance.now();
    tui.press(bytes);
    const seen = await tui.until(shown, `an answer to ${name}`);
    if (counts()) milliseconds.push(seen - pressed);
  }
}
