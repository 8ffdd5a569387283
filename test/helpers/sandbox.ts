import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Folders of one test's own: nothing of the user's home is read or written. */
export interface Sandbox {
  readonly root: string;
  readonly home: string;
  /** XDG_STATE_HOME; ours is `go-docker-lab` below it. */
  readonly state: string;
  /** TMPDIR: where scratch workspaces are made. */
  readonly tmp: string;
  /** The working folder. */
  readonly cwd: string;
  /** A whole environment: nothing of the caller's shines through. */
  readonly env: Readonly<Record<string, string>>;
}

/** Makes the folders, without arranging for their removal. */
export async function makeSandbox(): Promise<Sandbox> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'gdl-test-')));
  const [home, state, tmp, cwd] = ['home', 'state', 'tmp', 'cwd'].map((name) => join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const folder of [home, state, tmp, cwd]) await mkdir(folder);
  const env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    XDG_STATE_HOME: state,
    TMPDIR: tmp,
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm-256color',
    ...(process.env['GDL_TEST_NO_ENGINE'] === undefined ? {} : { DOCKER_HOST: `unix://${root}/no-engine.sock` }),
  };
  return { root, home, state, tmp, cwd, env };
}

/** A sandbox that goes with the test that is running. */
export async function sandbox(): Promise<Sandbox> {
  const made = await makeSandbox();
  onTestFinished(() => rm(made.root, { recursive: true, force: true }));
  return made;
}

/** Where progress of a course lies: of a learner's own when they have a name. */
export function progressPath(box: Sandbox, course: string, learner?: string): string {
  return join(
    box.state,
    'go-docker-lab',
    course,
    ...(learner === undefined ? [] : [`learner-${learner}`]),
    'progress.json',
  );
}
