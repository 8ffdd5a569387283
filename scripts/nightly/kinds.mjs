import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const engineScript = join(import.meta.dirname, '..', 'engine.sh');

/** The kinds of engine that scripts/engine.sh brings up, in its order. */
export function knownKinds() {
  const found = /^usage="usage: engine\.sh up (\S+) DIR/m.exec(readFileSync(engineScript, 'utf8'))?.[1];
  if (!found) throw new Error('scripts/engine.sh: the line usage="usage: engine.sh up KIND|KIND DIR …" is not there');
  return found.split('|');
}
