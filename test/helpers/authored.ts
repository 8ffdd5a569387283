import { join } from 'node:path';
import { expect } from 'vitest';
import { runCli } from './cli.ts';
import type { Sandbox } from './sandbox.ts';

/** A course as `course new` writes it, in the sandbox. */
export interface Authored {
  /** The flags that name it, and a workspace of its own. */
  readonly flags: readonly string[];
  readonly workspace: string;
  /** The variants of its edit step `01-first/slim`. */
  readonly variant: (name: string) => string;
  readonly folder: string;
}

export async function authored(box: Sandbox): Promise<Authored> {
  expect(await runCli(['course', 'new', 'mine'], box)).toMatchObject({ exitCode: 0, stderr: '' });
  const folder = join(box.cwd, 'mine', 'labs');
  const workspace = join(box.cwd, '我的 workspace');
  return {
    folder,
    workspace,
    flags: ['--course', folder, '--workspace', workspace],
    variant: (name) => join(folder, '01-first/edits/slim', name, 'Dockerfile.slim'),
  };
}
