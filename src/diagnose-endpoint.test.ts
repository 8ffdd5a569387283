import { expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import { say } from './i18n/message.ts';

const ssh = (said: string): string =>
  `error during connect: Get "http://docker.example.com/v1.50/version": command [ssh -o ConnectTimeout=30 -T -l me -- box docker system dial-stdio] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=${said}\n`;
const connecting = (said: string): string =>
  `error during connect: Get "http://docker.example.com/v1.50/version": ${said}`;
const noHttp = (said: string): string =>
  `Get "http://docker.example.com/v1.50/version": net/http: HTTP/1.x transport connection broken: malformed HTTP response "${said}".\n* Are you trying to connect to a TLS-enabled daemon without TLS?`;
const away = 'Cannot connect to the Docker daemon at x. Is the docker daemon running?';

it.each([
  ['ssh://me@box', ssh('ssh: Could not resolve hostname box: Name or service not known'), 'name', 'ssh'],
  ['ssh://me@box', ssh('ssh: connect to host box port 22: Connection refused'), 'refused', 'ssh'],
  ['ssh://me@box', ssh('ssh: connect to host box port 22: Connection timed out'), 'late', 'ssh'],
  ['ssh://me@box', ssh('Warning: added box.\nme@box: Permission denied (publickey,password).'), 'key', 'ssh'],
  ['ssh://me@box', ssh('No ED25519 host key is known\nHost key verification failed.'), 'host-key', 'host-key'],
  ['ssh://me@box', ssh('bash: line 1: docker: command not found'), 'no-docker', 'there'],
  ['ssh://me@box', ssh('failed to open the raw stream connection: dial unix /x: connect: no'), 'there', 'there'],
  [
    'ssh://me@box',
    ssh('kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.2 port 22'),
    'dropped',
    'dropped',
  ],
  ['ssh://me@box', ssh('a wild goose'), 'broken-off', 'ssh'],
  ['ssh://me@box', connecting('write |1: broken pipe'), 'broken-off', 'ssh'],
  ['ssh://me@box', 'Cannot connect to the Docker daemon at http://docker.example.com.', 'there', 'there'],
  ['ssh://me@box', connecting('exec: "ssh": executable file not found in $PATH'), 'no-ssh', 'no-ssh'],
  ['ssh://me@box', ssh('Bad owner or permissions on /home/me/.ssh/config'), 'settings', 'settings'],
  ['ssh://me@box', ssh('/home/me/.ssh/config: line 3: Bad configuration option: x'), 'settings', 'settings'],
  ['ssh://me@box', connecting('malformed HTTP status code "to"'), 'chatter', 'chatter'],
  ['ssh://me@box', noHttp('Welcome'), 'chatter', 'chatter'],
  [
    'ssh://me@box',
    ssh('permission denied while trying to connect to the docker API at unix:///var/run/docker.sock'),
    'account',
    'account',
  ],
  [
    'ssh://me@box',
    'permission denied while trying to connect to the Docker daemon socket at http://docker.example.com: x',
    'account',
    'account',
  ],
  ['tcp://foo:2375', connecting('malformed HTTP status code "to"'), 'no-engine', 'tcp'],
  ['tcp://foo:2375', noHttp('SSH-2.0-OpenSSH_9'), 'no-engine', 'tcp'],
  ['tcp://foo:2375', noHttp(String.raw`\x15\x03\x01\x00\x02\x02F`), 'tls', 'tls'],
  ['tcp://foo:2375', connecting('EOF'), 'broken-off', 'tcp'],
  ['tcp://foo:2375', 'error during connect: Get "http://foo:2375/": dial tcp: lookup foo: no such host', 'name', 'tcp'],
  ['tcp://foo:2375', away, 'nobody', 'tcp'],
  [
    'tcp://foo:2376',
    'error during connect: Get "https://foo": tls: failed to verify certificate: x509: unknown',
    'tls',
    'tls',
  ],
  ['tcp://foo:2376', 'Error response from daemon: Client sent an HTTP request to an HTTPS server.', 'tls', 'tls'],
  ['unix:///nope.sock', away, 'nobody', 'socket'],
])('tells why the endpoint %s is silent: %s', (endpoint, text, why, next) => {
  for (const context of ['default', 'far']) {
    if (context === 'far' && endpoint.startsWith('unix:')) continue;
    const found = diagnose(text, { endpoint, context });
    expect(found).toMatchObject({
      area: 'machine',
      what: { id: 'endpoint.silent', params: { endpoint, why: { id: `endpoint.why.${why}` } } },
      next: { id: `endpoint.next.${next}` },
    });
    expect(found?.raw).not.toContain('docker.example.com');
    const said = `${found && say('en', found.what)} ${found?.next && say('en', found.next)}`;
    expect(said).toContain(context === 'far' ? 'context far' : 'unset DOCKER_HOST');
  }
});

it.each([
  ['default', 'unix:///var/run/docker.sock'],
  ['default', 'npipe:////./pipe/docker_engine'],
  ['colima', 'unix:///Users/u/.colima/default/docker.sock'],
])("of %s at %s only says that this machine's engine does not run", (context, endpoint) =>
  expect(diagnose(away, { context, endpoint })?.what).toEqual({ id: 'diagnose.unreachable', params: { context } }),
);

it('writes the line by which ssh is tried', () =>
  expect(diagnose(ssh('no'), { endpoint: 'ssh://me@box:2222' })?.next).toMatchObject({
    params: { command: 'ssh -p 2222 me@box docker version' },
  }));

it('tries an IPv6 address as docker hands it to ssh, and tells what to do over there', () => {
  const text = ssh('permission denied while trying to connect to the docker API at unix:///var/run/docker.sock');
  expect(diagnose(text, { endpoint: 'ssh://me@[::1]:22' })?.next).toMatchObject({
    params: {
      command: 'ssh -p 22 me@::1 docker version',
      join: "ssh -t -p 22 me@::1 'sudo usermod -aG docker $USER'",
    },
  });
});

it.each([
  ['tcp://garbage value', 'parse "tcp://garbage value": invalid character " " in host name'],
  ['tcp://[::1', `Failed to initialize: unable to resolve docker endpoint: parse "tcp://[::1": missing ']' in host`],
  ['http://127.0.0.1:1', 'invalid bind address format: http://127.0.0.1:1'],
  ['ssh://', 'Failed to initialize: ssh host connection is not valid: invalid SSH URL: hostname is empty'],
  ['ssh://me@box:abc', 'Failed to initialize: parse "ssh://me@box:abc": invalid port ":abc" after host'],
  ['tcp://127.0.0.1:99999', connecting('dial tcp: address 99999: invalid port')],
])('says that %s is no address', (endpoint, text) => {
  const found = diagnose(text, { context: 'default', endpoint });
  expect(found).toMatchObject({
    what: { id: 'endpoint.address', params: { endpoint, source: { id: 'endpoint.source.variable' } } },
    next: { id: 'endpoint.address.next', params: { leave: { id: 'endpoint.leave.variable' } } },
  });
});

it('leaves the addresses of other programs alone', () =>
  expect(
    diagnose('parse "http://my server": invalid character " " in host name', { endpoint: 'ssh://me@box' }),
  ).toBeUndefined());

it.each([
  ['Failed to initialize: ssh host connection is not valid: invalid SSH URL: plain-text password is not supported'],
  ['parse "ssh://u:secret@box:1": invalid port'],
  [connecting('EOF')],
  [ssh('ssh: connect to host box port 1: Connection refused')],
])('never shows the password of an address: %s', (text) => {
  const found = diagnose(text, { context: 'default', endpoint: 'ssh://u:secret@box:1' });
  expect(found).toBeDefined();
  expect(JSON.stringify(found)).not.toContain('secret');
  expect(JSON.stringify(found)).toContain('ssh://u:***@box:1');
});
