import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScannerName } from '../course/scan-command.ts';
import type { Process } from '../ports/process.ts';
import type { Command } from '../shell/model.ts';
import { createProcess } from './process.ts';
import { createScanner } from './scanner.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures/bin/scanners');
const endpoint = 'unix:///run/other.sock';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-scanner-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A machine on whose PATH are these fixtures and what a shell script needs. */
function scannerWith(...names: readonly string[]) {
  return scannerIn({}, ...names);
}

function scannerIn(own: Readonly<Record<string, string>>, ...names: readonly string[]) {
  const env = {
    PATH: [...names.map((name) => join(fixtures, name)), '/usr/bin', '/bin'].join(':'),
    SCANNER_SEEN: join(folder, 'seen'),
    ...own,
  };
  return createScanner({ process: createProcess({ env, platform: 'linux' }), temporary: folder });
}

const seen = async (): Promise<readonly string[]> => (await readFile(join(folder, 'seen'), 'utf8')).trim().split('\n');

describe('look', () => {
  it.each([
    [['trivy'], { ready: true, name: 'trivy' }],
    [['grype'], { ready: true, name: 'grype' }],
    [['grype', 'trivy'], { ready: true, name: 'trivy' }],
    [['trivy-without-database'], { ready: false, name: 'trivy' }],
    [['grype-without-database'], { ready: false, name: 'grype' }],
    [['trivy-without-database', 'grype'], { ready: true, name: 'grype' }],
    [[], { ready: false }],
  ])('with %j', async (names, state) => {
    expect(await scannerWith(...names).look()).toEqual(state);
  });
});

describe('a scanner that hangs', () => {
  const silent: Process = {
    run: (_, __, options) =>
      new Promise((resolve) => {
        const ended = { exitCode: 130, stdout: '', stderr: '', output: '', seconds: 0 };
        options?.signal?.addEventListener('abort', () => resolve(ended), { once: true });
      }),
  };
  it('counts as one without a database', async () => {
    const scanner = createScanner({ process: silent, temporary: folder, patience: 10 });
    expect(await scanner.look()).toEqual({ ready: false, name: 'trivy' });
  });
  it('is let go of when the learner is', async () => {
    const abort = new AbortController();
    const looking = createScanner({ process: silent, temporary: folder }).look(abort.signal);
    abort.abort();
    await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a file of that name that cannot be started', () => {
  it.skipIf(process.platform === 'win32')('is no scanner', async () => {
    await writeFile(join(folder, 'trivy'), '#!/bin/sh\nexit 0\n', { mode: 0o644 });
    const only = createScanner({
      process: createProcess({ env: { PATH: folder }, platform: 'linux' }),
      temporary: folder,
    });
    expect(await only.look()).toEqual({ ready: false });
  });
});

describe('scan', () => {
  const scan = (name: ScannerName, fixture: string, onCommand?: (command: Command) => void) =>
    scannerWith(fixture).scan(name, 'demo:single', { endpoint, ...(onCommand ? { onCommand } : {}) });

  it('counts what Trivy found, whatever the case and wherever it lies', async () => {
    expect(await scan('trivy', 'trivy')).toMatchObject({
      exitCode: 0,
      counts: { critical: 1, high: 2, medium: 0, low: 1, unknown: 1 },
    });
  });

  it('counts what Grype found, with its own words for the least', async () => {
    expect(await scan('grype', 'grype')).toMatchObject({
      exitCode: 0,
      counts: { critical: 0, high: 1, medium: 0, low: 1, unknown: 1 },
    });
  });

  it('takes a report without results for none', async () => {
    const { counts } = await scan('trivy', 'clean-trivy');
    expect(counts).toEqual({ critical: 0, high: 0, medium: 0, low: 0, unknown: 0 });
  });

  it('has no counts of a report that is cut off', async () => {
    expect(await scan('trivy', 'broken-trivy')).toMatchObject({ exitCode: 0 });
    expect(await scan('trivy', 'broken-trivy')).not.toHaveProperty('counts');
  });

  it('has no counts where it failed, but its words', async () => {
    const result = await scan('trivy', 'trivy-without-database');
    expect(result).not.toHaveProperty('counts');
    expect(result).toMatchObject({ exitCode: 1, said: expect.stringContaining('--skip-db-update') });
  });

  it('asks our engine, never the network, from an empty folder that it leaves behind clean', async () => {
    let command: Command = { argv: [] };
    await scan('trivy', 'trivy', (given) => {
      command = given;
    });
    const [, words = '', host, source, cwd = ''] = (await seen()).at(-1)?.split('|') ?? [];
    expect(words).toMatch(/^image .*--offline-scan --skip-db-update --skip-java-db-update .*demo:single$/);
    expect([host, source]).toEqual([endpoint, 'docker']);
    expect(cwd.startsWith(join(folder, 'go-docker-lab-scan-'))).toBe(true);
    expect(command.env).toMatchObject({ DOCKER_HOST: endpoint });
    expect(command.argv.join(' ')).not.toContain(cwd);
    await expect(readFile(join(cwd, 'report.json'))).rejects.toThrow('ENOENT');
  });

  it('leaves out what the learner has set for scans of their own', async () => {
    const own = { TRIVY_SERVER: 'http://elsewhere:4954', TRIVY_SEVERITY: 'CRITICAL', TRIVY_EXIT_CODE: '1' };
    await scannerIn(own, 'trivy').scan('trivy', 'demo:single', { endpoint });
    expect((await seen()).at(-1)).toMatch(/\|own:,,$/);
  });

  it('keeps Grype from fetching a newer database', async () => {
    await scan('grype', 'grype');
    expect((await seen()).at(-1)).toContain(`|${endpoint}|false|`);
  });
});
