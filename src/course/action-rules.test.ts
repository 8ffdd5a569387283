import { names, swap } from './test-mini-course.ts';

names([
  [
    'a secret that is no file of the course',
    {
      'one/lab.yaml': swap(
        'actions:\n      - docker: [build, -t',
        'requires: [build-secret]\n    actions:\n      - docker: [build, --secret, "id=a,src=secret.txt", -t',
      ),
    },
    /line 13, steps\.1\.actions\.0\.docker: secret\.txt is neither/,
  ],
  [
    'a secret on a machine that may not know them',
    { 'one/lab.yaml': swap('docker: [build, -t', 'docker: [build, --secret, "id=a,src=main.go", -t') },
    /line 12, steps\.1\.actions\.0\.docker: .*requires: \[build-secret\]/,
  ],
  [
    'a mount of a Dockerfile that it begins with, on a machine that may not have them',
    { 'one/start/Dockerfile.bad': (text) => `${text}RUN --mount=type=cache,target=/x true\n` },
    /line 12, steps\.1\.actions\.0\.docker: .*requires: \[build-mount\]/,
  ],
  [
    'a check of a Dockerfile on a machine that may not have it',
    { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad",', 'docker: [build, --check,') },
    /line 12, steps\.1\.actions\.0\.docker: .*requires: \[build-check\]/,
  ],
  [
    'a scan on a machine that may have no scanner',
    { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'scan: { image: bad }') },
    /line 12, steps\.1\.actions\.0\.scan: .*requires: \[scanner\]/,
  ],
  [
    'an argument that docker version does not take',
    { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'docker: [version, foo]') },
    /line 12, steps\.1\.actions\.0\.docker: docker version: takes no argument/,
  ],
  [
    'a forbidden command',
    { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad"', 'docker: [run, --privileged, "${name}:bad"') },
    /line 12, steps\.1\.actions\.0\.docker: docker run/,
  ],
  [
    'a Dockerfile that is not there',
    { 'one/lab.yaml': swap('-f, Dockerfile.bad', '-f, Dockerfile.good') },
    /line 12, steps\.1\.actions\.0\.docker: Dockerfile\.good is neither/,
  ],
]);
