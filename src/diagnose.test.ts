import { describe, expect, it } from 'vitest';
import { type DiagnoseFacts, diagnose } from './diagnose.ts';
import { say } from './i18n/message.ts';

type Row = readonly [id: string, text: string, params?: object, facts?: DiagnoseFacts];

/** Texts as docker, builders, registries and programs print them. */
const machine: readonly Row[] = [
  ['podman-start', 'unable to upgrade to tcp, received 500'],
  [
    'unreachable',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    { context: 'colima' },
    { context: 'colima' },
  ],
  [
    'unreachable',
    'failed to connect to the docker API at unix:///Users/u/.docker/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /Users/u/.docker/run/docker.sock: connect: no such file or directory',
  ],
  [
    'unreachable',
    'error during connect: Get "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.47/version": open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.',
  ],
  [
    'context',
    'Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open /root/.docker/contexts/meta/ca37/meta.json: no such file or directory',
    { context: 'nope' },
  ],
  ['context', 'unable to resolve docker endpoint: context "nope" does not exist', { context: 'nope' }],
  [
    'permission',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  [
    'permission',
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  ['permission', 'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock'],
  [
    'wsl',
    "\nThe command 'docker' could not be found in this WSL 2 distro.\nWe recommend to activate the WSL integration in Docker Desktop settings.\n",
  ],
  [
    'api-version',
    'Error response from daemon: client version 1.22 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
  ],
  ['api-version', 'Error response from daemon: client version 1.50 is too new. Maximum supported API version is 1.41'],
  [
    'buildx',
    'ERROR: BuildKit is enabled but the buildx component is missing or broken.\n       Install the buildx component to build images with BuildKit:\n       https://docs.docker.com/go/buildx/',
  ],
  [
    'port',
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint web (8b1c): Bind for 127.0.0.1:8080 failed: port is already allocated.',
    { port: '8080' },
  ],
  [
    'port',
    'docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (8b1c): failed to bind host port for 127.0.0.1:8081:172.17.0.2:8080/tcp: address already in use',
    { port: '8081' },
  ],
  ['port', 'Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use.', { port: '8080' }],
  [
    'port-owned',
    'Bind for 127.0.0.1:8080 failed: port is already allocated.',
    { port: '8080', owner: 'go-docker-demo-bad' },
    { portOwner: 'go-docker-demo-bad' },
  ],
  [
    'port-reserved',
    'Error response from daemon: Ports are not available: exposing port TCP 127.0.0.1:8080 -> 0.0.0.0:0: listen tcp 127.0.0.1:8080: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
    { port: '8080' },
  ],
  [
    'name-taken',
    'docker: Error response from daemon: Conflict. The container name "/go-docker-demo-bad" is already in use by container "4bb0". You have to remove (or rename) that container to be able to reuse that name.',
    { name: 'go-docker-demo-bad' },
  ],
  [
    'rate-limit',
    'ERROR: failed to solve: golang:1.26-alpine: failed to resolve source metadata for docker.io/library/golang:1.26-alpine: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/golang/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
  ],
  ['rate-limit', 'Error response from daemon: toomanyrequests: You have reached your pull rate limit.'],
  [
    'rate-limit',
    'ERROR: failed to solve: 127.0.0.1:35119/library/alpine:3.22: failed to resolve source metadata for 127.0.0.1:35119/library/alpine:3.22: unexpected status from HEAD request to http://127.0.0.1:35119/v2/library/alpine/manifests/3.22: 429 Too Many Requests',
  ],
  [
    'rate-limit',
    'Step 1/1 : FROM 127.0.0.1:35119/library/alpine:3.22\ntoomanyrequests: You have reached your unauthenticated pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
  ],
  [
    'login',
    'Error response from daemon: Head "http://127.0.0.1:35119/v2/library/alpine/manifests/3.22": no basic auth credentials',
    { host: '127.0.0.1:35119' },
  ],
  [
    'login',
    'Step 1/1 : FROM 127.0.0.1:35119/library/alpine:3.22\nHead "http://127.0.0.1:35119/v2/library/alpine/manifests/3.22": no basic auth credentials',
    { host: '127.0.0.1:35119' },
  ],
  [
    'login',
    'ERROR: failed to solve: 127.0.0.1:35119/library/alpine:3.22: failed to resolve source metadata for 127.0.0.1:35119/library/alpine:3.22: unexpected status from HEAD request to http://127.0.0.1:35119/v2/library/alpine/manifests/3.22: 401 Unauthorized',
    { host: '127.0.0.1:35119' },
  ],
  ['login-wrong', 'Error response from daemon: unauthorized: incorrect username or password'],
  [
    'registry-broken',
    'Error response from daemon: received unexpected HTTP status: 503 Service Unavailable',
    { status: '503' },
  ],
  [
    'registry-broken',
    'ERROR: failed to solve: m.example/alpine:3.22: failed to resolve source metadata for m.example/alpine:3.22: unexpected status from HEAD request to https://m.example/v2/alpine/manifests/3.22: 502 Bad Gateway',
    { status: '502' },
  ],
  ['cut', '71baf3a1a926: Retrying in 1 second\nunexpected EOF'],
  ['cut', 'Error response from daemon: unexpected EOF'],
  [
    'plain-http',
    'Error response from daemon: Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client',
  ],
  [
    'proxy',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused',
  ],
  ['proxy-login', 'Error response from daemon: Get "https://registry-1.docker.io/v2/": Proxy Authentication Required'],
  [
    'registry',
    'Error response from daemon: Get "http://127.0.0.1:46229/v2/": dial tcp 127.0.0.1:46229: connect: connection refused',
  ],
  [
    'registry',
    'Error response from daemon: Get "http://127.0.0.1:36591/v2/": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  ],
  ['registry', 'Error response from daemon: Get "http://127.0.0.1:36591/v2/": context deadline exceeded'],
  [
    'registry',
    'ERROR: failed to solve: 127.0.0.1:36591/library/alpine:3.22: failed to resolve source metadata for 127.0.0.1:36591/library/alpine:3.22: failed to do request: Head "https://127.0.0.1:36591/v2/library/alpine/manifests/3.22": net/http: TLS handshake timeout',
  ],
  [
    'registry',
    'ERROR: failed to solve: golang:1.26-alpine: failed to resolve source metadata for docker.io/library/golang:1.26-alpine: failed to do request: Head "https://registry-1.docker.io/v2/library/golang/manifests/1.26-alpine": dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host',
  ],
  [
    'registry',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ],
  [
    'registry',
    'ERROR: failed to solve: DeadlineExceeded: golang:1.26-alpine: failed to resolve source metadata for docker.io/library/golang:1.26-alpine: failed to authorize: failed to fetch anonymous token: Get "https://auth.docker.io/token?scope=x": dial tcp 1.2.3.4:443: i/o timeout',
  ],
  [
    'registry',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: i/o timeout',
  ],
  [
    'credentials',
    'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
    { helper: 'desktop' },
  ],
  [
    'credentials',
    'ERROR: failed to solve: golang:1.26: error getting credentials - err: exec: "docker-credential-desktop.exe": executable file not found in $PATH, out: ``',
    { helper: 'desktop' },
  ],
  [
    'x509-download',
    'ERROR: failed to solve: golang:1.26: failed to resolve source metadata for docker.io/library/golang:1.26: failed to do request: Head "https://registry-1.docker.io/v2/library/golang/manifests/1.26": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  [
    'x509-download',
    'go: github.com/google/uuid@v1.6.0: Get "https://proxy.golang.org/github.com/google/uuid/@v/v1.6.0.mod": tls: failed to verify certificate: x509: certificate signed by unknown authority\nDockerfile:5\n--------------------\n   5 | >>> RUN go mod download\n--------------------\nERROR: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1',
  ],
  [
    'go-proxy',
    'go: github.com/google/uuid@v1.6.0: Get "https://proxy.golang.org/github.com/google/uuid/@v/v1.6.0.mod": dial tcp 142.250.1.1:443: i/o timeout\nERROR: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1',
  ],
  [
    'apk',
    'fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\nWARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.22/main: temporary error (try again later)\nERROR: failed to solve: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 1',
  ],
  ['disk', 'ERROR: failed to solve: failed to copy files: copy file range failed: no space left on device'],
  [
    'memory',
    'net/http: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed\nERROR: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1',
  ],
];

const lesson: readonly Row[] = [
  [
    'x509-run',
    'Get "https://tls:8443/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  ['time-zone', 'unknown time zone Asia/Shanghai', { zone: 'Asia/Shanghai' }],
  [
    'dynamic',
    '{"msg":"exec container process (missing dynamic library?) `/server`: No such file or directory","level":"error"}',
    { file: '/server' },
  ],
  ['architecture', '{"msg":"exec container process `/server`: Exec format error","level":"error"}'],
  [
    'no-shell',
    'Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
  ],
  [
    'no-program',
    'docker: Error response from daemon: crun: executable file `/nope` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found.',
    { file: '/nope' },
  ],
  [
    'not-executable',
    'docker: Error response from daemon: crun: the path `/noex` exists but it is not executable: Operation not permitted: OCI permission denied.',
    { file: '/noex' },
  ],
  ['dynamic', 'exec /main: no such file or directory', { file: '/main' }],
  ['dynamic', 'standard_init_linux.go:228: exec /app/server: no such file or directory', { file: '/app/server' }],
  [
    'no-program',
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/sevrer": stat /sevrer: no such file or directory: unknown.',
    { file: '/sevrer' },
  ],
  [
    'no-program',
    'docker: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: exec: "server": executable file not found in $PATH: unknown.',
    { file: 'server' },
  ],
  [
    'no-shell',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH: unknown',
  ],
  [
    'no-shell',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
  ],
  [
    'not-executable',
    'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/main": permission denied: unknown.',
    { file: '/main' },
  ],
  ['architecture', 'exec /main: exec format error'],
  [
    'architecture',
    "WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested",
  ],
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
  [
    'no-image',
    'ERROR: failed to solve: bulider: failed to resolve source metadata for docker.io/library/bulider:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    { image: 'bulider' },
  ],
  [
    'no-image',
    "docker: Error response from daemon: pull access denied for go-docker-demo, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    { image: 'go-docker-demo' },
  ],
  [
    'no-image',
    'ERROR: failed to solve: golang:9.99: failed to resolve source metadata for docker.io/library/golang:9.99: docker.io/library/golang:9.99: not found',
    { image: 'golang:9.99' },
  ],
  [
    'no-image',
    'Error response from daemon: manifest for golang:9.99 not found: manifest unknown: manifest unknown',
    { image: 'golang:9.99' },
  ],
  [
    'no-platform',
    'ERROR: failed to solve: alpine:3.22: failed to resolve source metadata for docker.io/library/alpine:3.22: no match for platform in manifest sha256:1: not found',
  ],
];

describe('diagnose', () => {
  for (const [area, rows] of [
    ['machine', machine],
    ['lesson', lesson],
  ] as const) {
    it.each(rows.map((row) => ({ id: row[0], text: row[1], params: row[2], facts: row[3] })))(
      `${area}: $id: $text`,
      ({ id, text, params, facts }) => {
        const found = diagnose(text, facts);
        expect(found?.what.id).toBe(`diagnose.${id}`);
        expect(found?.area).toBe(area);
        if (params) expect(found?.what).toMatchObject({ params });
        expect(found?.raw).toBe(text.trim());
        for (const lang of ['en', 'zh'] as const) {
          for (const message of [found?.what, found?.next]) {
            expect(message && say(lang, message)).toMatch(/^[^{}]+$/);
            expect(message && say(lang, message)).not.toContain('undefined');
          }
        }
      },
    );
  }

  it.each([
    '',
    'Successfully built 4bb0',
    'ERROR: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1',
    'main.go:7:2: undefined: fmt',
    'lookup example.com: no such host',
    'Error: No such object: x',
  ])('does not pretend to know: %s', (text) => expect(diagnose(text)).toBeUndefined());

  it('tells a file that no stage wrote from one that is not in the build context', () => {
    const text =
      'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 1::2: "/out/app": not found';
    expect(diagnose(text, { instruction: 'COPY --from=builder /out/app ./' })?.what).toEqual({
      id: 'diagnose.not-in-stage',
      params: { file: '/out/app' },
    });
    expect(diagnose(text, { instruction: 'COPY out/app ./' })?.what.id).toBe('diagnose.not-in-context');
  });

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
    [
      'tcp://foo:2375',
      'error during connect: Get "http://foo:2375/": dial tcp: lookup foo: no such host',
      'name',
      'tcp',
    ],
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

  it('says that the name of a context is empty', () =>
    expect(diagnose('context "": context not found: open /x/meta.json: no such file')?.what.id).toBe(
      'diagnose.context.empty',
    ));

  it('goes by the last known line, and looks no further back than a screenful or two', () => {
    const old = 'unknown time zone Mars/Base\n';
    expect(diagnose(`${old}exec /main: exec format error\nmore\n`)?.what.id).toBe('diagnose.architecture');
    expect(diagnose(`${old}${'chatter\n'.repeat(60)}`)?.what.id).toBe('diagnose.time-zone');
    expect(diagnose(`${old}${'chatter\n'.repeat(100)}`)).toBeUndefined();
  });

  it('reads a flood of text in no time', () => {
    const began = performance.now();
    diagnose(`${'/'.repeat(1e6)} "${'a:'.repeat(1e5)}\n`.repeat(3));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
