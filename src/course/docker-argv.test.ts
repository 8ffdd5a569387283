import { describe, expect, it } from 'vitest';
import { parseDocker as parse } from './docker-argv.ts';

const split = (line: string): string[] => line.split(' ');
const parseDocker = (argv: readonly string[]) => parse(argv, 'demo');

describe('parseDocker', () => {
  it('takes a build apart', () => {
    const parsed = parseDocker(split('build --no-cache -t demo:bad -f Dockerfile.bad --build-arg A=1 .'));
    expect(parsed).toEqual({
      ok: true,
      command: {
        verb: 'build',
        flags: { 'no-cache': ['true'], tag: ['demo:bad'], file: ['Dockerfile.bad'], 'build-arg': ['A=1'] },
        words: ['.'],
      },
    });
  });

  it('leaves the arguments of the program in the container alone', () => {
    const parsed = parseDocker(split('run --rm -e A=1 demo:bad sh -c ls --privileged'));
    expect(parsed).toMatchObject({ ok: true, command: { words: ['demo:bad', 'sh', '-c', 'ls', '--privileged'] } });
  });

  it('knows commands of two words', () => {
    expect(parseDocker(split('network create demo-net'))).toMatchObject({
      ok: true,
      command: { verb: 'network create', words: ['demo-net'] },
    });
  });

  it.each([
    'version',
    'version --format x',
    'build --check .',
    'build --check -f Dockerfile.bad .',
    'build --secret id=token,src=token.txt -t demo:bad .',
    'build --secret id=a.b_c-d,source=keys/token.txt -t demo:bad .',
  ])('allows docker %s', (line) => {
    expect(parseDocker(split(line))).toMatchObject({ ok: true });
  });

  it.each([
    'version demo:bad',
    'build --check -t demo:bad .',
    'build --secret id=token -t demo:bad .',
    'build --secret id=token,env=TOKEN -t demo:bad .',
    'build --secret id=token,type=env -t demo:bad .',
    'build --secret id=token,type=file,src=token.txt -t demo:bad .',
    'build --secret id=token,src=token.txt,env=TOKEN -t demo:bad .',
    'build --secret src=token.txt -t demo:bad .',
    'build --secret id=token,src=/etc/shadow -t demo:bad .',
    'build --secret id=token,src=../token.txt -t demo:bad .',
    'build --secret id=token,src=keys/../../token.txt -t demo:bad .',
    'build --secret id=token,src=~/.netrc -t demo:bad .',
    'build --secret id=token,src=C:\\token.txt -t demo:bad .',
    'build --secret id=token,src= -t demo:bad .',
    'build --secret "id=token,src=token.txt" -t demo:bad .',
    'run --privileged demo:bad',
    'run -v /:/host demo:bad',
    'run --mount type=bind,src=/,dst=/host demo:bad',
    'run --network host demo:bad',
    'run --network container:other demo:bad',
    'run --pid host demo:bad',
    'run -p 8080:8080 demo:bad',
    'run -p 0.0.0.0:8080:8080 demo:bad',
    'run --security-opt seccomp=unconfined demo:bad',
    'build -t demo:bad /etc',
    'build -t demo:bad ..',
    'build -t demo:bad https://example.com/x.git',
    'build -f ../../Dockerfile .',
    'build -t demo:bad',
    'cp /etc/passwd demo-bad:/',
    'cp demo-bad:/main ../../x',
    'run -d --name other demo:bad',
    'run --rm postgres:16',
    'run --network other-net demo:bad',
    'run -e AWS_SECRET_ACCESS_KEY demo:bad',
    'run demo2:bad',
    'build -t golang:1.26 .',
    'build --build-arg NPM_TOKEN -t demo:bad .',
    'build -t demo:bad ssh://git@example.com/x',
    'build --label go-docker-lab.owner=x -t demo:bad .',
    'exec other sh',
    'logs other',
    'stop demo-bad other',
    'rm -f other',
    'rmi -f postgres:16',
    'cp other:/etc/shadow x',
    'cp demo-c:/f /tmp/q:z/../victim',
    'cp ../../x:y demo-c:/s',
    'cp demo-c:/a demo-c:/b',
    'build -f=/etc/passwd -t demo:bad ./',
    'build -t=demo:bad .',
    'constructor',
    '__proto__ x',
    'build -t demo:bad file:///etc',
    'build -t demo:bad user@host:repo',
    'inspect other',
    'network connect other-net demo-bad',
    'network connect demo-net other',
    'network rm other',
    'create demo:bad',
    'system prune -af',
    'network prune',
    'login',
    '',
  ])('refuses docker %s', (line) => {
    expect(parseDocker(split(line))).toMatchObject({ ok: false });
  });
});
