import { expect, it } from 'vitest';
import { complaint, names, swap } from './test-mini-course.ts';

names([
  [
    'a doctor that is judged and never asked',
    { 'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: ready, action: 0') },
    /line 14, steps\.1\.checks\.0\.action: action 0 is no doctor/,
  ],
  [
    'a scan that is judged and never made',
    { 'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: scanned, images: [bad]') },
    /line 14, steps\.1\.checks\.0\.images\.0: no action of this step scans bad/,
  ],
  [
    'a scan of another image',
    {
      'one/lab.yaml': swap(
        'kind: command\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]\n    checks:\n      - { kind: size, image: bad, atLeast: 100',
        'kind: command\n    requires: [scanner]\n    actions:\n      - scan: { image: bad }\n    checks:\n      - { kind: scanned, images: [bad, good]',
      ),
    },
    /line 15, steps\.1\.checks\.0\.images\.1: no action of this step scans good/,
  ],
  [
    'a secret in a file that nobody lays',
    {
      'one/lab.yaml': swap(
        'kind: size, image: bad, atLeast: 100',
        'kind: secret, image: bad, file: token.txt, found: nowhere',
      ),
    },
    /line 14, steps\.1\.checks\.0\.file: token\.txt is no file of the lab/,
  ],
  [
    'a secret that is saved only later',
    {
      'one/lab.yaml': swap(
        '      - { kind: size, image: bad, atLeast: 100 }',
        '      - { kind: secret, image: bad, file: token.txt, found: nowhere }\n  - id: save\n    kind: request\n    actions: [{ request: { container: bad, path: /, save: token.txt } }]',
      ),
    },
    /line 14, steps\.1\.checks\.0\.file: token\.txt is no file of the lab/,
  ],
  [
    'a need that is not earlier',
    { 'one/lab.yaml': swap('needs: [build]', 'needs: [later]') },
    /line 17, steps\.2\.needs\.0: later is not an earlier step/,
  ],
  ['a step twice', { 'one/lab.yaml': swap('id: again', 'id: read') }, /line 15, steps\.2\.id: read stands there twice/],
  [
    'a check of an action that is not there',
    { 'one/lab.yaml': swap('action: 1', 'action: 7') },
    /line 22, steps\.2\.checks\.0\.action: there is no action 7/,
  ],
]);

it.each([
  ['one of the app', 'main.go', ''],
  ['one of the lab', 'Dockerfile.bad', ''],
  ['one that the step saves', 'token.txt', '\n      - request: { container: bad, path: /, save: token.txt }'],
])('takes a secret from a file: %s', (_, file, save) => {
  const lab = (text: string): string =>
    swap(
      'kind: size, image: bad, atLeast: 100',
      `kind: secret, image: bad, file: ${file}, found: nowhere`,
    )(swap('Dockerfile.bad, .]', `Dockerfile.bad, .]${save}`)(text));
  expect(complaint({ 'one/lab.yaml': lab })).toBe('no complaint');
});
