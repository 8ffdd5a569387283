import { describe, expect, it } from 'vitest';
import { styles } from '../dockerfile/test-styles.ts';
import { say } from '../i18n/message.ts';
import { dockerfile } from './dockerfile.ts';
import { type RuleName, ruleNames } from './dockerfile-rules/registry.ts';
import type { EvidenceOf, EvidenceRequest, FileEvidence } from './evidence.ts';
import type { Judgement } from './kind.ts';

const parameters: Readonly<Partial<Record<RuleName, object>>> = {
  base: { bases: ['scratch'] },
  'cache-mount': { target: 'go-build' },
  'no-secret': { names: ['API_TOKEN'] },
  stages: { atLeast: 2 },
};

function judge(rule: RuleName, file: string | FileEvidence | undefined, given: object = {}): Judgement {
  const check = dockerfile.schema.parse({
    kind: 'dockerfile',
    file: 'Dockerfile',
    rule,
    ...parameters[rule],
    ...given,
  });
  const evidence = typeof file === 'string' ? evidenceOf(file) : file;
  return dockerfile.judge(check, {
    get: <R extends EvidenceRequest>() => evidence as EvidenceOf<R>,
  });
}

function evidenceOf(text: string): FileEvidence {
  const content = new TextEncoder().encode(text);
  return { content, size: content.length };
}

/** What a rule says: it holds, it cannot be told, or the line on which it is broken. */
function verdict(rule: RuleName, text: string, given: object = {}): 'holds' | 'open' | number | undefined {
  const judgement = judge(rule, text, given);
  if (judgement.passed) return judgement.actual.id === 'check.dockerfile.open' ? 'open' : 'holds';
  expect(judgement.hint).toBeDefined();
  expect(judgement.where?.file).toBe('Dockerfile');
  return judgement.where?.line;
}

type Case = readonly [text: string, verdict: 'holds' | 'open' | number, given?: object];

const builder = 'FROM golang:1.26 AS builder\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/server .\n';
/** A last stage made from nothing, with the program in it. It begins on line 5. */
const inScratch = (rest: string): string =>
  `${builder}FROM scratch\nCOPY --from=builder /out/server /server\n${rest}\n`;

/** Each rule: what holds, what is surely wrong and on which line, what the text does not tell. */
const cases: Readonly<Record<RuleName, readonly Case[]>> = {
  valid: [
    ['FROM a\n', 'holds'],
    ['# syntax=example.com/x\nFORM a\n', 'open'],
    ['FROM a\nCPOY x y\n', 2],
    ['FROM a\nHEALTHCHECK CMD [ "wget", "-q", "http://x" ] || exit 1\n', 2],
    ['FROM scratch\nRUN addgroup -S app\n', 2],
    ['FROM a AS builder\nFROM b\nCOPY --from=biulder /x /y\n', 3],
  ],
  stages: [
    ['FROM a\nFROM b\n', 'holds'],
    ['from a as x\nfrom x\nfrom c\n', 'holds'],
    ['FROM a\n', 1],
    ['FROM a\nFROM b\n', 2, { atLeast: 3 }],
    ['# syntax=example.com/x\nFROM a\n', 'open'],
  ],
  'copies-from': [
    ['FROM a AS b\nFROM c\nCOPY --from=b /x /x\n', 'holds'],
    ['FROM alpine\nCOPY --from=busybox:musl /x /x\n', 'holds'],
    ['FROM a\nFROM alpine\nRUN --mount=type=bind,from=0,target=/a cp /a/x /x\n', 'holds'],
    ['FROM a AS b\nRUN x\nFROM b AS final\n', 'holds'],
    ['FROM a AS b\nFROM alpine AS c\nCOPY --from=b /x /x\nFROM c\nUSER 1\n', 'holds'],
    ['FROM golang AS b\nRUN x\nFROM alpine\nCOPY /out/x /x\n', 3],
    ['FROM scratch\nADD https://example.com/x /x\n', 1],
    ['FROM a AS b\nFROM $BASE\n', 'open'],
    ['FROM a AS b\nFROM example.com/with-triggers\n', 'open'],
  ],
  'no-toolchain': [
    ['FROM golang AS b\nFROM alpine:3.22\nCOPY --from=b /x /x\n', 'holds'],
    [inScratch('CMD ["/server"]'), 'holds'],
    ['FROM golang:1.26\n', 1],
    ['FROM golang:1.26-alpine AS base\nRUN x\nFROM alpine\nFROM base AS final\n', 1],
    ['ARG V=1.26\nFROM docker.io/library/golang:$V\n', 2],
    ['FROM buildpack-deps:bookworm\n', 1],
    ['FROM example.com/golang:1.26\n', 'open'],
    ['FROM $BASE\n', 'open'],
    ['FROM gcr.io/distroless/static\n', 'open'],
  ],
  base: [
    [inScratch('CMD ["/server"]'), 'holds'],
    ['FROM alpine:3.22\n', 'holds', { bases: ['scratch', 'alpine'] }],
    ['FROM docker.io/library/alpine:3.22 AS a\nFROM a\n', 'holds', { bases: ['alpine:3.22'] }],
    ['FROM alpine:3.22\n', 1],
    ['FROM alpine:3.20\n', 1, { bases: ['alpine:3.22'] }],
    ['FROM a AS b\nFROM debian:12\n', 2, { bases: ['alpine', 'scratch'] }],
    ['FROM docker.example.cn/library/alpine:3.22\n', 'open', { bases: ['alpine'] }],
    ['FROM alpine@sha256:00\n', 'open', { bases: ['alpine:3.22'] }],
    ['FROM $BASE\n', 'open'],
  ],
  'modules-first': [
    ['FROM golang\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build\n', 'holds'],
    [
      'FROM golang\nADD go.* /src/\nWORKDIR /src\nRUN cd /src; go mod download -x && go mod verify\nCOPY *.go ./\n',
      'holds',
    ],
    ['FROM golang AS deps\nCOPY go.mod ./\nRUN go mod download\nFROM deps\nCOPY . .\nRUN go build\n', 'holds'],
    ['FROM golang\nCOPY company.crt /etc/\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\nRUN go build\n', 'open'],
    ['FROM golang\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN go build\n', 3],
    ['FROM golang\nCOPY . .\nRUN go build -o /server .\n', 2],
    ['FROM golang\nCOPY go.mod go.sum main.go ./\nRUN go mod download && go build\n', 2],
    ['FROM golang\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=bind,target=. go build\n', 'open'],
    ['FROM golang\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg/mod go build\n', 'open'],
    ['FROM golang\nCOPY vendor ./vendor\nCOPY . .\nRUN go build\n', 'open'],
    ['FROM golang\nCOPY . .\nRUN go build -mod=vendor\n', 'open'],
    ['FROM golang\nCOPY Makefile go.mod ./\nRUN make deps\nCOPY . .\nRUN go build\n', 'open'],
    ['FROM golang\nCOPY cmd ./cmd\nCOPY go.mod ./\nRUN go mod download && go build ./cmd/server\n', 'open'],
    ['FROM golang AS d\nCOPY go.mod ./\nRUN ./x\nFROM golang\nCOPY --from=d /go /go\nCOPY . .\nRUN go build\n', 'open'],
    ['FROM alpine\nCOPY . .\nRUN ./build\n', 'open'],
  ],
  compiles: [
    [inScratch('CMD ["/server"]'), 'holds'],
    ['FROM golang\nRUN go run ./gen\nCMD /server\n', 'holds'],
    ['FROM golang\nCMD ["go", "run", "."]\n', 2],
    ['FROM golang:1.26\nWORKDIR /src\nCMD cd /src && exec go run .\n', 3],
    ['FROM golang\nENTRYPOINT ["go"]\nCMD ["run", "."]\n', 2],
    ['FROM golang AS a\nENTRYPOINT ["sh", "-c", "go run ./cmd/server"]\nFROM a\n', 2],
    ['FROM golang\nENTRYPOINT ["/start.sh"]\nCMD ["go", "run", "."]\n', 'holds'],
    ['FROM golang\nCMD test -x /server && /server || go run .\n', 'open'],
    ['FROM example.com/x\nCMD ["go", "run", "."]\n', 'open'],
    ['FROM golang\n', 'open'],
  ],
  'static-build': [
    [inScratch(''), 'holds'],
    [
      'FROM golang AS b\nENV CGO_ENABLED=0 GOOS=linux\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n',
      'holds',
    ],
    ['FROM golang AS b\nARG CGO_ENABLED=0\nRUN go install ./...\nFROM scratch\nCOPY --from=b /go/bin/s /s\n', 'holds'],
    ['FROM golang AS b\nRUN export CGO_ENABLED=0 && go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'holds'],
    ['FROM golang AS b\nRUN env CGO_ENABLED=0 go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'holds'],
    [
      'ARG CGO_ENABLED=0\nFROM golang AS b\nARG CGO_ENABLED\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n',
      'holds',
    ],
    ['FROM golang:1.26 AS b\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 2],
    ['FROM golang:1.26-bookworm AS b\nRUN CGO_ENABLED=1 go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 2],
    // It holds where it is of no use.
    ['ARG CGO_ENABLED=0\nFROM golang AS b\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 3],
    ['FROM golang AS b\nRUN go build -o /s .\nFROM scratch\nENV CGO_ENABLED=0\nCOPY --from=b /s /s\n', 2],
    ['FROM golang AS b\nRUN export CGO_ENABLED=0\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 3],
    // Other ways, and what the text does not tell.
    ['FROM golang:1.26-alpine AS b\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'open'],
    [
      'FROM golang AS b\nRUN go build -ldflags \'-extldflags "-static"\' -o /s .\nFROM scratch\nCOPY --from=b /s /s\n',
      'open',
    ],
    ['FROM golang AS b\nRUN go build -tags netgo,osusergo -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'open'],
    ['FROM golang AS b\nARG CGO_ENABLED\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'open'],
    [
      'FROM golang AS b\nRUN go env -w CGO_ENABLED=0\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n',
      'open',
    ],
    [
      'FROM golang AS b\nARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n',
      'open',
    ],
    ['FROM golang AS b\nRUN make\nFROM scratch\nCOPY --from=b /s /s\n', 'open'],
    [
      'FROM golang AS b\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /lib64 /lib64\nCOPY --from=b /s /s\n',
      'open',
    ],
    ['FROM golang AS b\nRUN go build -o /s .\nFROM debian\nCOPY --from=b /s /s\n', 'open'],
    ['FROM example.com/golang AS b\nRUN go build -o /s .\nFROM scratch\nCOPY --from=b /s /s\n', 'open'],
  ],
  user: [
    [inScratch('USER 10001:10001'), 'holds'],
    ['FROM alpine AS a\nRUN adduser -D app\nUSER app\nFROM a\n', 'holds'],
    ['FROM alpine\nARG UID=1000\nUSER ${UID}\n', 'holds'],
    ['FROM alpine:3.22\nCMD ["/x"]\n', 1],
    [inScratch('CMD ["/server"]'), 5],
    ['FROM alpine\nUSER app\nUSER root\n', 3],
    ['FROM example.com/x\nUSER 0:1000\n', 2],
    // Set where it does not ship.
    ['FROM golang AS b\nUSER app\nFROM alpine\n', 3],
    ['FROM gcr.io/distroless/static:nonroot\n', 'open'],
    ['FROM example.com/x\n', 'open'],
    ['FROM alpine\nUSER $WHO\n', 'open'],
    ['FROM alpine\nENTRYPOINT ["su-exec", "app", "/server"]\n', 'open'],
    ['FROM alpine\nUSER root\nENTRYPOINT ["/docker-entrypoint.sh"]\n', 'open'],
  ],
  healthcheck: [
    [inScratch('HEALTHCHECK --interval=2s CMD ["/server", "healthcheck"]'), 'holds'],
    ['FROM alpine\nHEALTHCHECK CMD wget -q -O - http://127.0.0.1:8080/healthz || exit 1\n', 'holds'],
    ['FROM alpine AS a\nHEALTHCHECK CMD ["/x"]\nFROM a\n', 'holds'],
    ['FROM alpine\nHEALTHCHECK CMD [ -f /tmp/well ]\n', 'holds'],
    ['FROM alpine:3.22\nCMD ["/x"]\n', 1],
    ['FROM alpine AS a\nHEALTHCHECK CMD x\nFROM alpine\n', 3],
    ['FROM alpine\nHEALTHCHECK NONE\n', 2],
    ['FROM alpine\nHEALTHCHECK CMD [ "wget", "-q", "http://127.0.0.1/" ] || exit 1\n', 2],
    [inScratch('HEALTHCHECK CMD /server healthcheck'), 7],
    [inScratch('HEALTHCHECK CMD ["wget", "-q", "http://127.0.0.1:8080/healthz"]'), 7],
    [inScratch('HEALTHCHECK CMD ["/usr/bin/curl", "-f", "http://127.0.0.1:8080/healthz"]'), 7],
    [inScratch('HEALTHCHECK CMD ["sh", "-c", "exit 0"]'), 7],
    [inScratch('COPY --from=busybox:musl /bin/wget /bin/wget\nHEALTHCHECK CMD ["wget", "-q", "http://x"]'), 'holds'],
    [inScratch('COPY --from=busybox:musl /bin/ /bin/\nHEALTHCHECK CMD wget -q http://x'), 'holds'],
    ['FROM example.com/x\n', 'open'],
    ['FROM $BASE\n', 'open'],
  ],
  'exec-form': [
    [inScratch('ENTRYPOINT ["/server"]'), 'holds'],
    ['FROM alpine\nENTRYPOINT exec /server -v\n', 'holds'],
    ['FROM debian:12\nCMD ["sh", "-c", "mkdir -p /x && exec /server"]\n', 'holds'],
    ['FROM debian:bookworm\nCMD /server\n', 2],
    ['FROM alpine\nENTRYPOINT /server; echo "ended with $?"\n', 2],
    ['FROM alpine\nCMD ["sh", "-c", "/server | tee /log"]\n', 2],
    [inScratch('CMD /server'), 7],
    ["FROM alpine\nCMD ['/server']\n", 2],
    // Measured: the shell of alpine makes way for the last command. So does bash.
    ['FROM alpine:3.22\nCMD /server\n', 'open'],
    ['FROM alpine\nCMD cd /app && ./server\n', 'open'],
    ['FROM debian:bookworm\nSHELL ["/bin/bash", "-c"]\nCMD /server\n', 'open'],
    ['FROM debian\nCMD /server\n', 'open'],
    ["FROM alpine\nCMD trap 'kill $p' TERM; /server & p=$!; wait $p; echo done\n", 'open'],
    ['FROM example.com/with-entrypoint\nCMD /server; echo\n', 'open'],
    ['FROM alpine\nENTRYPOINT ["/entrypoint.sh"]\n', 'open'],
    ['FROM alpine\n', 'open'],
  ],
  starts: [
    [inScratch('ENTRYPOINT ["/server"]'), 'holds'],
    [`${builder}FROM scratch\nWORKDIR /app\nCOPY --from=builder /out/server ./\nCMD ["./server"]\n`, 'holds'],
    [`${builder}FROM scratch\nCOPY --from=builder /out/ /\nENTRYPOINT ["/bin/server"]\n`, 'holds'],
    [inScratch('ENTRYPOINT ["/app/server"]'), 7],
    [inScratch('CMD ["server"]'), 7],
    [inScratch('CMD /server'), 7],
    [inScratch('ENV PATH=/\nCMD ["server"]'), 'open'],
    ['FROM alpine\nCMD ["/server"]\n', 'open'],
    ['FROM scratch\n', 'open'],
  ],
  pinned: [
    ['FROM golang:1.26 AS b\nFROM scratch\nCOPY --from=b /s /s\n', 'holds'],
    ['FROM golang@sha256:0123 AS b\nFROM B\n', 'holds'],
    ['FROM localhost:5000/golang:1.26\n', 'holds'],
    ['FROM scratch\nADD rootfs.tar.gz /\n', 'holds'],
    ['ARG V=1.26\nFROM golang:$V\n', 'holds'],
    ['FROM a:1 AS b\nFROM c:2\nRUN --mount=type=bind,from=b,target=/b --mount=type=cache,target=/c true\n', 'holds'],
    ['FROM golang\n', 1],
    ['FROM golang:latest\n', 1],
    ['FROM localhost:5000/golang\n', 1],
    ['ARG V=latest\nFROM golang:$V\n', 2],
    ['FROM golang:1.26 AS b\nFROM alpine\nCOPY --from=b /s /s\n', 2],
    ['FROM a:1\nCOPY --from=busybox /bin/sh /bin/sh\n', 2],
    ['FROM a:1\nRUN --mount=type=bind,from=busybox:latest,target=/b true\n', 2],
    ['FROM golang AS test\nRUN go test ./...\nFROM a:1\n', 1],
    ['FROM a:1\nONBUILD COPY --from=busybox /bin/sh /bin/sh\n', 2],
    ['ARG V\nFROM golang:$V\n', 'open'],
    ['ARG V\nFROM golang:$V AS b\nFROM alpine\nCOPY --from=b /s /s\n', 3],
    ['# syntax=example.com/x\nFROM a\n', 'open'],
  ],
  'no-secret': [
    ['FROM alpine\nRUN --mount=type=secret,id=API_TOKEN x\n', 'holds'],
    ['FROM alpine\nARG API_TOKEN_FILE=/x\nENV OTHER=API_TOKEN\n', 'holds'],
    ['FROM alpine\nENV API_TOKEN=\n', 'holds'],
    ['FROM alpine\nARG API_TOKEN\nRUN x\n', 2],
    ['FROM alpine\nENV A=1 API_TOKEN=abc\n', 2],
    ['FROM alpine AS b\nARG API_TOKEN\nFROM b\n', 2],
    ['FROM golang AS b\nARG A API_TOKEN=abc\nFROM alpine\n', 2],
    ['ARG API_TOKEN="abc"\nFROM alpine\n', 1],
    ['FROM golang AS b\nARG API_TOKEN\nRUN x\nFROM alpine\nCOPY --from=b /x /x\n', 'open'],
    ['ARG API_TOKEN\nFROM alpine\n', 'open'],
  ],
  'cache-mount': [
    ['FROM golang\nRUN --mount=type=cache,target=/root/.cache/go-build go build\n', 'holds'],
    ['FROM golang AS b\nENV GOCACHE=/c/go-build\nRUN --mount=type=cache,id=x,dst=$GOCACHE go build\nFROM b\n', 'holds'],
    ['FROM golang\nRUN --mount=type=cache,target=/root/.cache go build\n', 'holds'],
    ['FROM golang\nWORKDIR /root\nRUN --mount=type=cache,target=.cache/go-build go build\n', 'holds'],
    ['FROM golang\nRUN --mount=type=cache,target=/go go build\n', 'holds', { target: '/go/pkg/mod' }],
    ['FROM golang\nRUN go mod download\nRUN go build\n', 3],
    ['FROM golang\nRUN --mount=type=bind,target=/root/.cache/go-build go build\n', 2],
    ['FROM golang\nRUN --mount=type=cache,target=/go/pkg/mod go build\n', 2],
    ['FROM golang\nENV GOCACHE=/c\nRUN --mount=type=cache,target=/c go build\n', 'open'],
    ['FROM golang\nRUN --mount=type=cache,target=$WHERE go build\n', 'open'],
    ['FROM golang AS b\nONBUILD RUN --mount=type=cache,target=/x go build\nFROM golang\n', 'open'],
  ],
};

describe.each(ruleNames)('%s', (rule) => {
  it.for(cases[rule])('%j: %s', ([text, expected, given]) => expect(verdict(rule, text, given)).toBe(expected));

  it('is tried with what holds in two styles, what is wrong, and what cannot be told', () => {
    const seen = cases[rule].map(([, expected]) => (typeof expected === 'number' ? 'wrong' : expected));
    const two = rule === 'valid' ? Object.keys(styles) : seen.filter((one) => one === 'holds');
    expect(two.length).toBeGreaterThanOrEqual(2);
    expect(seen).toContain('wrong');
    expect(seen).toContain('open');
  });

  it.each(Object.entries(styles))('has words in both languages about %s', (_, text) => {
    const { expected, actual, hint } = judge(rule, text);
    for (const lang of ['en', 'zh'] as const)
      for (const message of [expected, actual, hint])
        if (message) expect(say(lang, message)).not.toMatch(/undefined|\[object/);
  });

  it('fails where there is nothing to judge', () => {
    expect(judge(rule, undefined)).toMatchObject({ passed: false, actual: { id: 'check.dockerfile.absent' } });
    expect(judge(rule, '')).toMatchObject({ passed: false, actual: { id: 'dockerfile.empty' } });
    expect(judge(rule, { content: new Uint8Array(9), size: 2_000_000 })).toMatchObject({
      passed: false,
      actual: { id: 'dockerfile.too-large' },
    });
    expect(judge(rule, 'RUN x\n')).toMatchObject({ passed: false, where: { line: 1 } });
  });

  it('does not look at what nobody writes', () => {
    expect(judge(rule, 'FROM a\n'.repeat(300)).passed).toBe(true);
    expect(judge(rule, `FROM golang\n${'# c\n'.repeat(9000)}${`# ${'c'.repeat(60_000)}\n`.repeat(4)}`).passed).toBe(
      true,
    );
  });
});

describe('parameters', () => {
  const parse = (given: object) => dockerfile.schema.safeParse({ kind: 'dockerfile', file: 'Dockerfile', ...given });
  it.each([
    [{ rule: 'valid' }, true],
    [{ rule: 'stages', atLeast: 2 }, true],
    [{ rule: 'stages' }, false],
    [{ rule: 'valid', atLeast: 2 }, false],
    [{ rule: 'base', names: ['A'] }, false],
    [{ rule: 'smell' }, false],
    [{ rule: 'valid', file: '../Dockerfile' }, false],
    [{ rule: 'valid', file: '/Dockerfile' }, false],
    [{ rule: 'valid', file: 'sub/Dockerfile.x' }, true],
  ])('%j', (given, ok) => expect(parse(given).success).toBe(ok));
});

it('is read once for all rules', () => {
  const text = `${Array.from({ length: 49 }, () => 'ENV A=b\nRUN echo a \\\n  && b\nCOPY a b').join('\n')}\n`;
  const evidence = evidenceOf(`${builder}${text}FROM scratch\nCOPY --from=builder /out/server /\nCMD ["/server"]\n`);
  for (const rule of ruleNames) judge(rule, evidence);
  const begun = performance.now();
  for (const rule of ruleNames) judge(rule, evidence);
  // Half a millisecond on an idle machine; this one may be busy.
  expect(performance.now() - begun).toBeLessThan(200);
});
