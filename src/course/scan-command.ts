import type { Command } from '../shell/model.ts';

/** The vulnerability scanners that a `scan` can use, the preferred first. */
export const scannerNames = ['trivy', 'grype'] as const;

export type ScannerName = (typeof scannerNames)[number];

/** Where both scanners look by themselves. */
const ownEndpoints: readonly string[] = ['unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'];

/** The argv of one scan. Nothing is downloaded: the database must be there already. */
export function scanCommand(scanner: ScannerName, reference: string): readonly string[] {
  switch (scanner) {
    case 'trivy':
      return [
        'trivy',
        'image',
        '--image-src',
        'docker',
        '--scanners',
        'vuln',
        '--offline-scan',
        '--skip-db-update',
        '--skip-java-db-update',
        '--format',
        'json',
        reference,
      ];
    case 'grype':
      return ['grype', '-o', 'json', `docker:${reference}`];
  }
}

/**
 * A scan as it is shown: pasted, it looks at the same image and leaves the network alone as well.
 * `endpoint`: where the engine is; left out while it is not known.
 */
export function shownScan(scanner: ScannerName, reference: string, endpoint?: string): Command {
  const host = endpoint === undefined || ownEndpoints.includes(endpoint) ? {} : { DOCKER_HOST: endpoint };
  // Grype knows no flags for these.
  const own = scanner === 'grype' ? { GRYPE_DB_AUTO_UPDATE: 'false', GRYPE_DB_VALIDATE_AGE: 'false' } : {};
  return { argv: scanCommand(scanner, reference), env: { ...host, ...own } };
}

/** The command that gets a scanner's database, once, over the network. */
export function databaseCommand(scanner: ScannerName): string {
  return scanner === 'trivy' ? 'trivy image --download-db-only' : 'grype db update';
}
