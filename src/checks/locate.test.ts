import { expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { locate } from './locate.ts';
import { checkSchema } from './registry.ts';

const model = parseDockerfile(`FROM golang:1.26 AS builder
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN cd /src && go build -o /out/server .

FROM alpine:3.22 AS base
USER app
FROM base
WORKDIR /app
COPY --from=builder /out/server ./
COPY --from=builder /etc/ssl/certs/ca.crt /etc/ssl/certs/
HEALTHCHECK CMD ["/app/server", "healthcheck"]
ENTRYPOINT ["/app/server"]
`);
const bare = parseDockerfile('FROM golang:1.26\nCOPY server /server\n');

it.each([
  [{ kind: 'user', container: 'a', root: false }, 9, 1],
  [{ kind: 'health', container: 'a', status: 'healthy' }, 14, 1],
  [{ kind: 'http', container: 'a', path: '/' }, 15, 1],
  [{ kind: 'first-ok', container: 'a' }, 15, 1],
  [{ kind: 'log', container: 'a', contains: 'x' }, 15, 1],
  [{ kind: 'container-exit', container: 'a', code: 0 }, 15, 1],
  [{ kind: 'size', image: 'a', atMost: 1 }, 10, 1],
  [{ kind: 'ratio', image: 'a', to: 'b', figure: 'size', atMost: 1 }, 10, 1],
  [{ kind: 'layer', image: 'a', instruction: 'RUN' }, 10, 1],
  [{ kind: 'path', image: 'a', absent: ['/usr/local/go'] }, 10, 1],
  [{ kind: 'path', image: 'a', present: ['/app/server'] }, 12, 2],
  [{ kind: 'path', image: 'a', present: ['/app/server', '/certs/ca.crt'] }, 13, 2],
  [{ kind: 'path', image: 'a', present: ['/nothing'] }, 10, 1],
  [{ kind: 'binary', image: 'a', path: '/server', linking: 'static' }, 6, 1],
  [{ kind: 'file-ratio', image: 'a', path: '/server', to: 'b', atMost: 1 }, 6, 1],
  [{ kind: 'cached', cached: ['go mod  download'] }, 4, undefined],
  [{ kind: 'cached', rebuilt: ['go build'] }, 6, undefined],
  [{ kind: 'memory', container: 'a', atMost: 1 }, undefined, undefined],
  [{ kind: 'duration', atMost: 1 }, undefined, undefined],
  [{ kind: 'output', contains: 'x' }, undefined, undefined],
  [{ kind: 'fails', saying: 'x' }, undefined, undefined],
])('%j', (check, line, inBare) => {
  expect(locate(checkSchema.parse(check), model)).toBe(line);
  expect(locate(checkSchema.parse(check), bare)).toBe(inBare);
  expect(locate(checkSchema.parse(check), parseDockerfile(''))).toBeUndefined();
});
