// Prints a file on stdout evenly over some seconds: `node pace.mjs FILE SECONDS`.
import { readFileSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const [, , file, seconds] = process.argv;
const bytes = readFileSync(file);
const begun = performance.now();
for (let sent = 0; sent < bytes.length; ) {
  await wait(5);
  const due = Math.ceil((bytes.length * (performance.now() - begun)) / (Number(seconds) * 1000));
  // Blocking, as the docker CLI is when nobody reads.
  while (sent < Math.min(due, bytes.length)) sent += writeSync(1, bytes, sent, Math.min(due, bytes.length) - sent);
}
