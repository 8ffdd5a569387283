// Time to the first frame in a terminal, against a bare node and an empty Ink app.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as pty from '@lydell/node-pty';
import { bundle } from '../build/bundle.mjs';
import { cleanEnvironment, newFolder, peakMemory } from './environment.mjs';
import { interleave, ratio, summary } from './stats.mjs';

const patience = 30_000;

/**
 * Opens a program in a terminal and leaves once `marker` is on the screen, or, without one, at its end.
 * `stay`: milliseconds to leave it open before its memory is read.
 */
function open(argv, { marker, cwd, env, stay }) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = pty.spawn(process.execPath, argv, { cols: 120, rows: 40, cwd, env });
    let seen = '';
    let milliseconds;
    let memory;
    const limit = setTimeout(() => child.kill('SIGKILL'), patience);
    const leave = () => {
      memory = peakMemory(child.pid);
      child.kill('SIGTERM');
    };
    child.onData((data) => {
      if (milliseconds !== undefined || marker === undefined) return;
      seen += data;
      if (!seen.includes(marker)) return;
      milliseconds = performance.now() - begun;
      if (stay === undefined) leave();
      else setTimeout(leave, stay);
    });
    child.onExit(() => {
      clearTimeout(limit);
      if (marker === undefined) milliseconds = performance.now() - begun;
      if (milliseconds !== undefined) resolve({ milliseconds, memory });
      else reject(new Error(`${argv.join(' ')} never showed ${marker}: ${JSON.stringify(seen.slice(0, 1000))}`));
    });
  });
}

export async function benchFirstFrame(root, program, folder, rounds, onValue) {
  const empty = join(folder, 'empty');
  await bundle(root, { empty: 'scripts/bench/empty-ink.tsx' }, empty);
  await writeFile(join(empty, 'package.json'), '{ "type": "module" }');
  const cwd = await newFolder(folder, 'cwd');
  const start = async (argv, marker, stay) => {
    const env = cleanEnvironment(await newFolder(folder, 'state'));
    return open(argv, { marker, cwd, env, ...(stay === undefined ? {} : { stay }) });
  };
  const milliseconds = async (argv, marker) => (await start(argv, marker)).milliseconds;
  const subjects = {
    node: () => milliseconds(['-e', '0']),
    ink: () => milliseconds([join(empty, 'empty.js')], 'an empty Ink app'),
    // The last row of the home screen: the key to leave by.
    workshop: () => milliseconds([program, '--lang', 'en'], 'Quit'),
    workshopChinese: () => milliseconds([program, '--lang', 'zh'], '退出'),
  };
  // Once for the caches of the file system.
  await interleave(1, subjects);
  const found = await interleave(rounds, subjects, onValue);
  const { memory } = await start([program, '--lang', 'en'], 'Quit', 3000);
  const { memory: emptyMemory } = await start([join(empty, 'empty.js')], 'an empty Ink app', 1000);
  return {
    milliseconds: Object.fromEntries(Object.entries(found).map(([name, values]) => [name, summary(values)])),
    againstNode: ratio(found.workshop, found.node),
    againstInk: ratio(found.workshop, found.ink),
    inkAgainstNode: ratio(found.ink, found.node),
    chineseAgainstEnglish: ratio(found.workshopChinese, found.workshop),
    memory: { workshop: memory, emptyInk: emptyMemory },
  };
}
