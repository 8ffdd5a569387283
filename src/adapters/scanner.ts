import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type ScannerName, scanCommand, scannerNames } from '../course/scan-command.ts';
import type { Process } from '../ports/process.ts';
import type {
  Scanner,
  ScannerState,
  ScanOptions,
  ScanResult,
  Severity,
  VulnerabilityCounts,
} from '../ports/scanner.ts';
import { parsed } from './docker/json.ts';
import { hasCode } from './errno.ts';
import { makeScratch } from './scratch.ts';

export interface ScannerSettings {
  readonly process: Process;
  /** Where the empty folder is made in which a scanner runs. */
  readonly temporary: string;
  /** Milliseconds after which a scanner that says nothing of its database counts as one without; 15 s when left out. */
  readonly patience?: number;
}

/**
 * Keeps both from asking the network, also for news of themselves, and Trivy to the engine's own images.
 * By environment, since a release that does not know one of them ignores it there.
 */
const environments: Readonly<Record<ScannerName, Readonly<Record<string, string>>>> = {
  trivy: {
    TRIVY_IMAGE_SRC: 'docker',
    TRIVY_NO_PROGRESS: 'true',
    TRIVY_SKIP_VERSION_CHECK: 'true',
    TRIVY_DISABLE_TELEMETRY: 'true',
    // The learner's own, where empty is unset: another machine that scans, fewer that count, a failure for finding some.
    TRIVY_SERVER: '',
    TRIVY_SEVERITY: '',
    TRIVY_EXIT_CODE: '',
  },
  grype: {
    GRYPE_DB_AUTO_UPDATE: 'false',
    GRYPE_DB_VALIDATE_AGE: 'false',
    GRYPE_CHECK_FOR_APP_UPDATE: 'false',
    GRYPE_FAIL_ON_SEVERITY: '',
  },
};

// aquasecurity/trivy: pkg/version/version.go, VersionInfo: without a database the key is left out.
const trivyVersion = z.object({ VulnerabilityDB: z.object({ UpdatedAt: z.string() }).nullish() });

// aquasecurity/trivy: pkg/types/report.go; `Results` is left out for an image in which it knows nothing.
const trivyReport = z.object({
  SchemaVersion: z.number(),
  Results: z
    .array(z.object({ Vulnerabilities: z.array(z.object({ Severity: z.string().nullish() })).nullish() }))
    .nullish(),
});

// anchore/grype: grype/presenter/models/document.go.
const grypeReport = z.object({
  matches: z.array(z.object({ vulnerability: z.object({ severity: z.string().nullish() }) })),
});

/** Trivy or Grype, whichever is on the PATH and has its database. */
export function createScanner({ process, temporary, patience = 15_000 }: ScannerSettings): Scanner {
  async function hasDatabase(name: ScannerName, signal?: AbortSignal): Promise<boolean | 'absent'> {
    const args = name === 'trivy' ? ['version', '--format', 'json'] : ['db', 'status'];
    const bound = AbortSignal.timeout(patience);
    const bounded = signal ? AbortSignal.any([signal, bound]) : bound;
    const result = await process.run(name, args, { env: environments[name], signal: bounded });
    signal?.throwIfAborted();
    if (bound.aborted) return false;
    // 126: there is a file of that name that cannot be started.
    if (result.exitCode === 127 || result.exitCode === 126) return 'absent';
    if (result.exitCode !== 0) return false;
    // Grype exits with 1 for a database that is not there, and names the state of one that is.
    if (name === 'grype') return /^Status:\s+valid/m.test(result.stdout);
    return Boolean(parsed(trivyVersion, result.stdout)?.VulnerabilityDB);
  }

  let last: ScannerName = scannerNames[0];

  async function look(signal?: AbortSignal): Promise<ScannerState> {
    let installed: ScannerName | undefined;
    for (const name of scannerNames) {
      const found = await hasDatabase(name, signal);
      if (found === true) return { ready: true, name };
      if (found === false) installed ??= name;
    }
    return installed === undefined ? { ready: false } : { ready: false, name: installed };
  }

  return {
    get name() {
      return last;
    },
    async look(signal) {
      const state = await look(signal);
      last = state.name ?? last;
      return state;
    },
    async scan(name, reference, options) {
      // Both read a configuration from the folder they are in, which could name any file to write: an empty one.
      const folder = await makeScratch(temporary, 'go-docker-lab-scan');
      try {
        return await scan(process, name, reference, folder, options);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function scan(
  process: Process,
  name: ScannerName,
  reference: string,
  cwd: string,
  options: ScanOptions,
): Promise<ScanResult> {
  // A report can be longer than what is kept of a program's output.
  const file = join(cwd, 'report.json');
  const [program = name, ...rest] = scanCommand(name, reference);
  const args = [...rest.slice(0, -1), name === 'trivy' ? '--output' : '--file', file, ...rest.slice(-1)];
  const env = { DOCKER_HOST: options.endpoint, ...environments[name] };
  options.onCommand?.({ argv: [program, ...rest], env });
  const { signal } = options;
  const { exitCode, seconds, output } = await process.run(program, args, {
    cwd,
    env,
    ...(signal ? { signal } : {}),
  });
  const severities = exitCode === 0 ? severitiesOf(name, await reportOf(file)) : undefined;
  const said = output.trim();
  return severities ? { exitCode, seconds, said, counts: count(severities) } : { exitCode, seconds, said };
}

/** One word for each match; `undefined` for what is no report. */
function severitiesOf(name: ScannerName, text: string): readonly string[] | undefined {
  if (name === 'grype') return parsed(grypeReport, text)?.matches.map((match) => match.vulnerability.severity ?? '');
  const report = parsed(trivyReport, text);
  return report && (report.Results ?? []).flatMap((one) => one.Vulnerabilities ?? []).map((one) => one.Severity ?? '');
}

async function reportOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

function count(severities: readonly string[]): VulnerabilityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const word of severities) counts[severityOf(word)] += 1;
  return counts;
}

function severityOf(word: string): Severity {
  const lower = word.toLowerCase();
  switch (lower) {
    case 'critical':
    case 'high':
    case 'medium':
    case 'low':
      return lower;
    // Grype's own word for less than low.
    case 'negligible':
      return 'low';
    default:
      return 'unknown';
  }
}
