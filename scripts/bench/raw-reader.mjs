// The least that a program can do with a build: `node raw-reader.mjs bytes|lines COMMAND…` starts it and reads
// what it says to the end, as bytes, or as lines of text of which the last 2,000 are kept.
import { spawn } from 'node:child_process';

const [, , how, file, ...args] = process.argv;
const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
let read = 0;
for (const stream of [child.stdout, child.stderr]) {
  if (how === 'lines') readLines(stream);
  else {
    stream.on('data', (chunk) => {
      read += chunk.length;
    });
  }
}
child.on('close', () => process.stdout.write(`${read}\n`));

function readLines(stream) {
  const kept = [];
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      kept[read % 2000] = line;
      read += 1;
    }
  });
}
