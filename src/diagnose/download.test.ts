import { tells } from './test-tells.ts';

tells('machine', [
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
]);

tells('lesson', [
  [
    'x509-run',
    'Get "https://tls:8443/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  ['time-zone', 'unknown time zone Asia/Shanghai', { zone: 'Asia/Shanghai' }],
  [
    'no-image',
    'Error: creating build container: short-name "bulider:1" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
    { image: 'bulider:1' },
  ],
  [
    'no-image',
    'Error: initializing source docker://127.0.0.1:5977/library/b:1: reading manifest 1 in 127.0.0.1:5977/library/b: manifest unknown: manifest unknown',
    { image: '127.0.0.1:5977/library/b:1' },
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
]);
