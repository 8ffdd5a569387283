import { expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { tells } from './test-tells.ts';

tells('lesson', [
  [
    'not-in-context',
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 1a93a63b-039d::n5me1jt2: "/go.sum": not found',
    { file: 'go.sum' },
  ],
  ['not-in-context', 'failed to compute cache key: "/missing.txt" not found: not found', { file: 'missing.txt' }],
  [
    'not-in-context',
    'COPY failed: file not found in build context or excluded by .dockerignore: stat go.sum: file does not exist',
    { file: 'go.sum' },
  ],
  ['not-in-stage', 'COPY failed: stat app/result.txt: file does not exist', { file: 'app/result.txt' }],
  [
    'no-user',
    'docker: Error response from daemon: unable to find user app: no matching entries in passwd file.',
    { user: 'app' },
  ],
  [
    'no-user',
    'building at STEP "RUN id": determining run uid: user: unknown user error looking up user "nosuch"',
    { user: 'nosuch' },
  ],
  [
    'not-in-context',
    'building at STEP "COPY nix /": checking on sources under "/var/tmp/libpod_builder3364627952/build": copier: stat: "/nix": no such file or directory',
    { file: 'nix' },
  ],
  [
    'not-in-stage',
    'building at STEP "COPY --from=build /nix /": checking on sources under "/data/overlay/df54fefa/merged": copier: stat: "/nix": no such file or directory',
    { file: '/nix' },
  ],
  ['no-go-files', 'no Go files in /src', { folder: '/src' }],
  ['run-not-allowed', "mkdir: can't create directory 'data': Permission denied", { program: 'mkdir' }],
  [
    'parse',
    'ERROR: failed to solve: dockerfile parse error on line 4: unknown instruction: RUNN (did you mean RUN?)',
    { line: 4 },
  ],
  [
    'parse',
    'failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 4: unknown instruction: RUNN',
    { line: 4 },
  ],
  [
    'podman-healthcheck',
    'time="2026-08-01T12:00:00Z" level=warning msg="HEALTHCHECK is not supported for OCI image format and will be ignored. Must use `docker` format"',
  ],
]);

it('a folder in place of .dockerignore is told as one that we find ourselves', () => {
  const text =
    'DEPRECATED: The legacy builder …\n\nerror reading .dockerignore: read /my ws/.dockerignore: is a directory';
  expect(diagnose(text)).toEqual({
    area: 'machine',
    what: { id: 'files.is-folder', params: { path: '/my ws/.dockerignore' } },
    next: { id: 'files.move.next' },
    raw: text,
  });
});
