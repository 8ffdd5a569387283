import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../i18n/message.ts';
import { meansArray } from './brackets.ts';
import { sizeLimit } from './decode.ts';
import { examineDockerfile } from './problems.ts';
import { styles } from './test-styles.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Line and words of every problem. */
function problems(text: string | Uint8Array): readonly (readonly [number, string])[] {
  const found = examineDockerfile(typeof text === 'string' ? bytes(text) : text).problems;
  return found.map(({ line, message }) => [line, say('en', message)]);
}

describe('a Dockerfile that builds', () => {
  it('comes in many styles', () => expect(Object.keys(styles).length).toBeGreaterThan(35));
  it.each(Object.entries(styles))('%s', (_, text) => expect(problems(text)).toEqual([]));

  it.each(Object.entries(styles).filter(([, text]) => !text.includes('\r')))('%s, from Windows', (_, text) =>
    expect(problems(text.replaceAll('\n', '\r\n'))).toEqual([]),
  );

  it('may hold comments in any encoding', () => {
    const gbk = Uint8Array.from([...bytes('FROM a\n# '), 0xc4, 0xe3, 0xba, 0xc3, ...bytes('\nRUN x\n')]);
    expect(problems(gbk)).toEqual([]);
  });

  it('may have a frontend with rules of its own', () => {
    expect(problems('# syntax=example.com/other:1\nwhatever: it says\n')).toEqual([]);
    expect(problems('# syntax=docker/dockerfile:1\nwhatever: it says\n')).not.toEqual([]);
  });

  it('is made of right instructions in any number and order', () => {
    const instruction = fc.constantFrom(
      'RUN echo "it\'s" && go build ./... || true',
      "RUN echo don't",
      'RUN <<EOF\nFORM nothing\n"open\nEOF',
      'COPY <<-"E" /x\n\tit\'s\n\tE',
      'RUN a \\\n\n# c\n  b',
      'ENV A="b c" D=\'e\'',
      'ENV A it is',
      'ARG B="x y" C',
      'LABEL a="b \'c\'" "d e"=f',
      'COPY --from=x --chown=1:1 /a /b',
      'COPY --from=0 /a /b',
      'COPY --from=busybox /a /b',
      'COPY ["a b", "/c"]',
      'CMD ["a", "b"]',
      'CMD [ -x /a ] && exec /a',
      'HEALTHCHECK CMD [ "$A" = b ]',
      'HEALTHCHECK NONE',
      'USER 1:1',
      'WORKDIR /a b',
      'ONBUILD COPY --from=nowhere /a /b',
      '# comment',
      '',
      'FROM x',
      'FROM alpine:3.22 AS y-1.z_2',
    );
    fc.assert(
      fc.property(fc.array(instruction, { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (list, end) => {
        const text = ['FROM alpine AS x', 'FROM alpine', ...list, ''].join('\n').replaceAll('\n', end);
        expect(problems(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('no Dockerfile at all', () => {
  it.each([
    ['', 1, 'the file is empty'],
    [' \n\t\r\n', 1, 'the file is empty'],
    ['# a\n\n  # b\n', 1, 'the file holds nothing but comments'],
    [`FROM a\n${'#'.repeat(sizeLimit)}`, 1, 'larger than 1 MB'],
    [`FROM a\n${'# c\n'.repeat(10_000)}`, 10_001, 'more than 10000 lines'],
    [`FROM a\nRUN ${'x'.repeat(65_536)}`, 2, 'more than 65535 characters'],
    [Uint8Array.from([0xff, 0xfe, 0x46, 0x00, 0x52, 0x00]), 1, 'UTF-16'],
    [bytes('FROM a\nRUN \0\n'), 2, 'zero byte'],
  ] as const)('%#', (content, line, words) => {
    expect(problems(content)).toEqual([[line, expect.stringContaining(words)]]);
  });

  it('is as large as the file, also when only its beginning is at hand', () => {
    expect(examineDockerfile(bytes('FROM a'), sizeLimit + 1).problems).toHaveLength(1);
    expect(examineDockerfile(bytes('FROM a'), sizeLimit).problems).toHaveLength(0);
  });
});

describe('a build that surely fails', () => {
  it.each([
    ['RUN x\n', 1, 'RUN stands before the first FROM'],
    ['ARG A\nENV A=b\nFROM a\n', 2, 'ENV stands before the first FROM'],
    // This one would bring down dockerd 26.1.5.
    ['ARG A\n', 1, 'there is no FROM'],
    ['FORM golang:1.26\n', 1, 'FORM is not an instruction'],
    ['FROM a\nRUN x \\ # c\n  y\n', 3, 'Y is not an instruction'],
    ['FROM a\nRUN x\n&& y\n', 3, '&& is not an instruction'],
    ['FROM a\nCPOY x /y\n', 2, 'CPOY is not an instruction'],
    ['FROM\u3000golang:1.26\n', 1, 'what follows FROM looks like a space'],
    ['FROM a\nRUN\u00a0ls\n', 2, 'what follows RUN looks like a space'],
    ['FROM golang:1.26 builder\n', 1, 'FROM takes an image'],
    ['FROM golang:1.26 # the compiler\n', 1, 'FROM takes an image'],
    ['FROM\n', 1, 'FROM takes an image'],
    ['FROM a AS 1st\n', 1, '1st cannot be the name of a stage'],
    ["FROM 'a\n", 1, 'a quote in FROM'],
    ['FROM a AS builder\nFROM b\nCOPY --from=bulder /a /a\n', 3, 'no stage above is called bulder'],
    ['FROM a AS builder\nFROM b\nCOPY --from=build /a /a\n', 3, 'no stage above is called build'],
    ['FROM golang\nFROM b\nCOPY --from=builder /a /a\n', 3, 'no stage above is called builder'],
    ['FROM a\nCOPY --from=Other /a /a\n', 2, 'no stage above is called Other'],
    ['FROM a\nFROM b\nCOPY --from=2 /a /a\n', 3, 'no stage above is called 2'],
    ['FROM a\nFROM b\nCOPY --from=1 /a /a\n', 3, 'copies from itself'],
    ['FROM a AS x\nCOPY --from=x /a /a\n', 2, 'copies from itself'],
    ['FROM a AS x\nCOPY --from=y /a /a\nFROM b AS y\nFROM x\n', 2, 'stage y comes only later'],
    ['FROM a\nRUN --mount=type=bind,from=y,target=/y x\nFROM b AS y\nCOPY --from=0 /a /a\n', 2, 'comes only later'],
    ['FROM a\nCOPY x\n', 2, 'COPY needs a source and a destination'],
    ['FROM a\nADD ["x"]\n', 2, 'ADD needs a source and a destination'],
    ['FROM a\nENV A\n', 2, 'ENV has a name without a value'],
    ['FROM a\nENV A=b c\n', 2, 'ENV has a name without a value'],
    ['FROM a\nLABEL a="b" c\n', 2, 'LABEL has a name without a value'],
    ['FROM a\nENV A="b\n', 2, 'a quote in ENV is opened'],
    ["FROM a\nENV A=it's\n", 2, 'a quote in ENV is opened'],
    ["FROM a\nLABEL a it's\n", 2, 'a quote in LABEL is opened'],
    ['FROM a\nCOPY "a file" /x\n', 2, 'a quote in COPY is opened'],
    ['FROM a\nWORKDIR "/x\n', 2, 'a quote in WORKDIR is opened'],
    ['FROM a\nUSER\n', 2, 'nothing follows USER'],
    ['FROM a\nCMD ["a", 1]\n', 2, 'between the brackets of CMD'],
    ['FROM a\nSHELL /bin/bash -c\n', 2, 'SHELL takes brackets'],
    ['FROM a\nHEALTHCHECK wget -q localhost\n', 2, 'HEALTHCHECK takes CMD'],
    ['FROM a\nHEALTHCHECK CMD\n', 2, 'HEALTHCHECK takes CMD'],
    ['FROM a\nHEALTHCHECK NONE x\n', 2, 'nothing may follow HEALTHCHECK NONE'],
    ['FROM a\nRUN <<EOF\necho\n', 2, 'the text that begins with <<EOF has no end'],
    ['FROM a\nRUN <<EOF\necho\n  EOF\nCMD x\n', 2, 'the text that begins with <<EOF has no end'],
    ['FROM scratch\nRUN addgroup -S app\n', 2, 'RUN needs a shell'],
    ['FROM a AS b\nFROM scratch\nCOPY --from=b /etc/x.txt /\nRUN ["sh", "-c", "x"]\n', 4, 'RUN needs a shell'],
    ['FROM alpine:3.22\nUSER app\nRUN apk add --no-cache curl\n', 3, 'apk needs root, and USER is app already'],
    ['FROM debian:12 AS x\nUSER 1000:0\nFROM x\nRUN true && apt-get update\n', 4, 'apt-get needs root'],
    [
      'FROM golang:1.26-alpine AS b\nRUN go build\nFROM scratch\nCOPY --from=b /usr/share/zoneinfo /usr/share/zoneinfo\n',
      4,
      'golang’s alpine variant has no',
    ],
  ] as const)('%j', (text, line, words) => {
    expect(problems(text)[0]).toEqual([line, expect.stringContaining(words)]);
  });

  it('is told in the order of the file, with what to do', () => {
    const { problems: found } = examineDockerfile(bytes('FORM a\nRUN x\nCPOY a b\n'));
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(found[0]?.hint && say('en', found[0].hint)).toBe('Did you mean FROM?');
  });

  it.each([
    ['COPY --from=builder', 'FROM image AS builder'],
    ['COPY --from=bulder', 'Did you mean builder2?'],
  ])('%s: says what may be meant', (copy, hint) => {
    const first = copy.endsWith('builder') ? 'FROM a' : 'FROM a AS builder2';
    const { problems: found } = examineDockerfile(bytes(`${first}\nFROM b\n${copy} /a /a\n`));
    expect(found[0]?.hint && say('en', found[0].hint)).toContain(hint);
  });
});

describe('what may be right', () => {
  it.each([
    // A stage that nobody needs is not built.
    'FROM a AS x\nCOPY --from=x2 /a /a\nENV A="b\nFROM b\n',
    'FROM a\nCOPY --from=nginx /a /a\n',
    'FROM a AS builder\nFROM b\nCOPY --from=bulder:1 /a /a\n',
    'FROM a AS builder\nFROM b\nCOPY --from=ghcr.io/x/bulder /a /a\n',
    'FROM a AS app\nFROM b\nCOPY --from=frontend /a /a\n',
    // A shell was brought, or may have been.
    'FROM scratch\nCOPY --from=busybox /bin/ /bin/\nRUN ls\n',
    'FROM a AS b\nFROM scratch\nCOPY --from=b /rootfs /\nRUN ls\n',
    'FROM scratch\nADD rootfs.tar.gz /\nRUN ls\n',
    'FROM scratch\nSHELL ["/x", "-c"]\nRUN ls\n',
    'FROM scratch\nRUN --mount=type=bind,from=busybox,source=/bin,target=/bin ls\n',
    'FROM scratch\nRUN ["/x"]\n',
    // Somebody else than root may be allowed to.
    'FROM alpine\nUSER app\nRUN sudo apk add curl\n',
    'FROM alpine\nUSER app\nRUN apk add curl || true\n',
    'FROM alpine\nUSER app\nRUN apk add --root /x --initdb curl\n',
    'FROM alpine\nARG U\nUSER $U\nRUN apk add curl\n',
    'FROM alpine\nUSER app\nUSER 0\nRUN apk add curl\n',
    'FROM example.com/alpine\nUSER app\nRUN apk add curl\n',
    // Zones were brought.
    'FROM golang:1.26-alpine AS b\nRUN apk add tzdata\nFROM scratch\nCOPY --from=b /usr/share/zoneinfo /z\n',
    'FROM golang:1.26 AS b\nFROM scratch\nCOPY --from=b /usr/share/zoneinfo /z\n',
    'FROM golang:1.26-alpine AS b\nRUN ./prepare\nFROM scratch\nCOPY --from=b /usr/share/zoneinfo /z\n',
  ])('%j', (text) => expect(problems(text)).toEqual([]));
});

describe('brackets that are no JSON', () => {
  it.each([
    [`CMD ['/server']`, true],
    ['CMD [/server]', true],
    ['CMD [/server, -p, 80]', true],
    ['CMD [ /server ]', true],
    ['CMD ["/server"', true],
    ['CMD ["/server",]', true],
    ['CMD ["/server"] # run it', true],
    ['CMD [“/server”]', true],
    ['CMD ["/server"，"-v"]', true],
    ['ENTRYPOINT ["/server" "-v"]', true],
    ['HEALTHCHECK CMD [ "wget", "-q", "http://localhost" ] || exit 1', true],
    [`HEALTHCHECK CMD ['CMD', 'curl']`, true],
    ['CMD [ -f /x ] && exec /x', false],
    ['CMD [ "$A" = "b" ] && exec /x', false],
    ['CMD [ "$A" ] && exec /x', false],
    ['CMD [[ -f /x ]] && exec /x', false],
    ['CMD [ ! -e /x ]', false],
    ['CMD [ $A = b ]', false],
    ['HEALTHCHECK CMD [ "a" = "$(cat /x)" ]', false],
    ['CMD ["/server"]', false],
    ['CMD /server [a]', false],
  ])('%s', (line, wrong) => {
    const words = `the brackets of ${line.split(' ')[0]} are not JSON`;
    expect(problems(`FROM a\n${line}\n`)).toEqual(wrong ? [[2, expect.stringContaining(words)]] : []);
  });

  it('count only where the image ends up', () => {
    expect(problems('FROM a AS x\nCMD [a]\nFROM b\n')).toEqual([]);
    expect(problems('FROM a\nCMD [a]\nCMD ["a"]\n')).toEqual([]);
    expect(problems('FROM a AS x\nCMD [a]\nFROM x\n')).toHaveLength(1);
    expect(meansArray('')).toBe(false);
  });
});

describe('nonsense', () => {
  const fill = (piece: string, before = ''): Uint8Array =>
    bytes(before + piece.repeat(Math.floor((sizeLimit - before.length) / piece.length))).subarray(0, sizeLimit);

  // The bound is far above what each takes (some milliseconds) and far below what anything quadratic would.
  it.each([
    ['letters', fill('x')],
    ['lines', fill('a\n')],
    ['empty lines', fill('\n')],
    ['stages', fill('FROM a AS a\n')],
    ['quotes', fill('"', 'FROM a\nENV A=')],
    ['quotes over lines', fill('"\'\\\n'.padEnd(101, 'x'), 'FROM a\nENV A=')],
    ['braces over lines', fill(`${'${a:-'.repeat(20)}\\\n`, 'FROM ')],
    ['continuations', fill(`${'x '.repeat(60)}\\\n`, 'FROM a\nRUN ')],
    ['open heredocs', fill(`RUN a ${'<<X '.repeat(25)}\n`, 'FROM a\n')],
    ['wrong names', fill(`COPY --from=bulder ${'a '.repeat(50)}\n`, 'FROM a AS builder\n')],
    ['mounts', fill(`${'--mount=type=bind,from=a '.repeat(5)}\\\n`, 'FROM a\nRUN ')],
    ['folders', fill(`WORKDIR ${'a/../b'.repeat(18)}\n`, 'FROM scratch\n')],
    ['substitutions', fill(`${'$('.repeat(60)}\\\n`, 'FROM scratch\nRUN ')],
    ['copies', fill(`COPY --from=b ${'a '.repeat(50)} c/\n`, 'FROM a AS b\nFROM scratch\n')],
    ['growing variables', fill(`ENV A=$A$A${'x'.repeat(90)}\n`, 'FROM a\n')],
    ['any bytes', Uint8Array.from({ length: sizeLimit }, (_, index) => ((index * 7919) % 251) + 1)],
  ])('%s are told apart quickly', (_, content) => {
    const begun = performance.now();
    examineDockerfile(content);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
        examineDockerfile(content);
      }),
    );
    const piece = fc.constantFrom(
      'FROM a',
      'FROM a AS b',
      'RUN ',
      'CMD ',
      'HEALTHCHECK ',
      'COPY --from=',
      '[',
      ']',
      '"',
      "'",
      ',',
      '\\',
      '\n',
      ' ',
      '<<',
      '$',
      '${',
      '}',
      'ENV ',
      '=',
      'ONBUILD ',
      '--',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        examineDockerfile(bytes(pieces.join('')));
      }),
      { numRuns: 1000 },
    );
  });
});
