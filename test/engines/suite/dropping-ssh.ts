import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { on, type TestEngine } from '../../helpers/engines.ts';
import { fakeDocker } from '../../helpers/paths.ts';
import type { Sandbox } from '../../helpers/sandbox.ts';

/** Which connections of which docker commands break; see test/fixtures/bin/dropping-ssh/ssh. */
export interface Breaks {
  /** A word of the docker command. */
  readonly word: string;
  /** The numbers of its connections that are dropped before they are let in. */
  readonly dropped?: readonly number[];
  /** Pieces of at most 64 KiB after which those that are let in break off. */
  readonly cut?: number;
}

/** A sandbox in which an engine is reached by an ssh that breaks connections; counts those of the commands with that word. */
export async function byDroppingSsh(
  engine: TestEngine,
  box: Sandbox,
  { word, dropped = [], cut }: Breaks,
): Promise<Sandbox & { readonly connections: () => Promise<number> }> {
  const there = on(engine, box);
  // Its connections are counted from one, whatever was broken in this box before.
  const log = join(await mkdtemp(join(box.root, `${word}-`)), 'connections');
  await writeFile(log, '');
  const env = {
    ...there.env,
    PATH: `${fakeDocker('dropping-ssh')}:${there.env['PATH']}`,
    DOCKER_HOST: 'ssh://me@near',
    // With it the docker command would speak TLS to ssh.
    DOCKER_TLS_VERIFY: '',
    SSH_TLS: there.env['DOCKER_TLS_VERIFY'] ?? '',
    SSH_ENGINE: there.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock',
    SSH_LOG: log,
    SSH_WORD: word,
    SSH_NUMBER: dropped.join(' '),
    ...(cut === undefined ? {} : { SSH_CUT: String(cut) }),
  };
  return { ...there, env, connections: async () => (await readFile(log, 'utf8')).split('\n').length - 1 };
}
