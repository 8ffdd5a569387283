/** The vulnerability scanners that a `scan` can use, the preferred first. */
export const scannerNames = ['trivy', 'grype'] as const;

export type ScannerName = (typeof scannerNames)[number];

/** The argv of one scan. Nothing is downloaded: the database must be there already. */
export function scanCommand(scanner: ScannerName, reference: string): readonly string[] {
  switch (scanner) {
    case 'trivy':
      return [
        'trivy',
        'image',
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

/** The command that gets a scanner's database, once, over the network. */
export function databaseCommand(scanner: ScannerName): string {
  return scanner === 'trivy' ? 'trivy image --download-db-only' : 'grype db update';
}
