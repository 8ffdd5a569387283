import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf, type Instruction, wordsOf } from './instruction.ts';
import { findInstruction, findMentions } from './mentions.ts';
import { mountsOf } from './mounts.ts';
import { parseDockerfile } from './parse.ts';
import { settingsOf } from './settings.ts';
import { flow, reachable, rootBase } from './stages.ts';
import { styles } from './test-styles.ts';

/** Keyword, lines and arguments: enough to see how a text was cut. */
function outline(text: string): readonly string[] {
  return parseDockerfile(text).instructions.map(
    ({ keyword, lines, args }) => `${lines.start}-${lines.end} ${keyword} ${args}`,
  );
}

function only(text: string): Instruction {
  const [found] = parseDockerfile(text).instructions;
  if (!found) throw new Error('no instruction');
  return found;
}

describe('instructions', () => {
  it.each([
    ['RUN a \\\n  b', ['1-2 RUN a   b']],
    ['RUN a \\\n\n# c\n  b\nCMD x', ['1-4 RUN a   b', '5-5 CMD x']],
    ['RUN a \\ \t\n b', ['1-2 RUN a  b']],
    ['RU\\\nN a', ['1-2 RUN a']],
    ['  run a\r\n\tCMD x\r\n', ['1-1 RUN a', '2-2 CMD x']],
    ['RUN a \\\r\n  b\r\nCMD x', ['1-2 RUN a   b', '3-3 CMD x']],
    ['\ufeffFROM a', ['1-1 FROM a']],
    ['# escape=`\nRUN a `\n b\nRUN c:\\\nRUN d', ['2-3 RUN a  b', '4-4 RUN c:\\', '5-5 RUN d']],
    ['# c\n# escape=`\nRUN a `\nb', ['3-3 RUN a `', '4-4 B ']],
    ['# syntax=docker/dockerfile:1\n# ESCAPE = `\nRUN a `\nb', ['3-4 RUN a b']],
    ['RUN a\\\\\nRUN b', ['1-1 RUN a\\\\', '2-2 RUN b']],
    ['RUN a\\\\\n  more', ['1-2 RUN a\\  more']],
    ['RUN --mount=type=cache,target=/a --network=none  a --b', ['1-1 RUN a --b']],
    ['RUN a \\', ['1-1 RUN a']],
    ['RUN', ['1-1 RUN ']],
    ['\n\n#\n', []],
  ])('%j', (text, expected) => expect(outline(text)).toEqual(expected));

  it('reads flags as the builder does', () => {
    const copy = only('COPY --link --from="b" --chown=a:b \\\n  --chmod=7\\55 -- --x /y');
    expect(copy.flags.map(({ name, value }) => [name, value])).toEqual([
      ['link', undefined],
      ['from', 'b'],
      ['chown', 'a:b'],
      ['chmod', '755'],
    ]);
    expect(copy.args).toBe('--x /y');
  });

  it('tells words to execute from lines for a shell', () => {
    expect(commandOf(only('CMD ["a", "b c"]'))).toEqual({ form: 'exec', words: ['a', 'b c'] });
    expect(commandOf(only("CMD ['a']"))).toEqual({ form: 'shell', text: "['a']" });
    expect(commandOf(only('HEALTHCHECK --retries=1 cmd [ "a" ]'))).toEqual({ form: 'exec', words: ['a'] });
    expect(commandOf(only('HEALTHCHECK CMD a | b'))).toEqual({ form: 'shell', text: 'a | b' });
    expect(only('CMD [1]').json).toBe('mixed');
    expect(only('ONBUILD COPY ["a", "b"]').trigger?.json).toEqual(['a', 'b']);
  });

  it('reads mounts', () => {
    expect(mountsOf(only('RUN --mount=type=cache,dst=/a --mount="from=b,src=/c,target=/d" x'))).toMatchObject([
      { type: 'cache', target: '/a', from: undefined },
      { type: 'bind', target: '/d', source: '/c', from: 'b' },
    ]);
  });
});

describe('heredocs', () => {
  const cut = (text: string) =>
    parseDockerfile(text).instructions.map((one) => [
      one.keyword,
      one.heredocs.map(({ name, content }) => [name, content]),
    ]);

  it.each([
    [
      'RUN <<EOF\nFROM x\nEOF\nCMD y',
      [
        ['RUN', [['EOF', 'FROM x']]],
        ['CMD', []],
      ],
    ],
    [
      'RUN cat <<-E > /x\n\tFROM\n\tE\nCMD y',
      [
        ['RUN', [['E', 'FROM']]],
        ['CMD', []],
      ],
    ],
    [
      "COPY <<'E F' /x\n$a\nE F\nCMD y",
      [
        ['COPY', [['E F', '$a']]],
        ['CMD', []],
      ],
    ],
    [
      'COPY <<A <<B /x/\n1\nA\n2\nB',
      [
        [
          'COPY',
          [
            ['A', '1'],
            ['B', '2'],
          ],
        ],
      ],
    ],
    ['RUN a 3<<E\n1\nE', [['RUN', [['E', '1']]]]],
    [
      'ONBUILD RUN <<E\n1\nE\nCMD y',
      [
        ['ONBUILD', [['E', '1']]],
        ['CMD', []],
      ],
    ],
    // What only looks like one.
    [
      "RUN echo don't <<EOF\nCMD x\nEOF",
      [
        ['RUN', []],
        ['CMD', []],
        ['EOF', []],
      ],
    ],
    [
      'RUN echo "<<EOF"\nCMD x',
      [
        ['RUN', []],
        ['CMD', []],
      ],
    ],
    [
      'RUN echo $((1<<2))\nCMD x',
      [
        ['RUN', []],
        ['CMD', []],
      ],
    ],
    [
      'RUN cat <<<EOF\nCMD x',
      [
        ['RUN', []],
        ['CMD', []],
      ],
    ],
    [
      'CMD cat <<EOF\nENV x=y',
      [
        ['CMD', []],
        ['ENV', []],
      ],
    ],
    [
      'RUN ["cat", "<<EOF"]\nCMD x',
      [
        ['RUN', []],
        ['CMD', []],
      ],
    ],
    // Builders differ; what comes next decides.
    [
      'RUN cat << EOF\nx\nEOF\nCMD y',
      [
        ['RUN', [['EOF', 'x']]],
        ['CMD', []],
      ],
    ],
    [
      'RUN cat << EOF\nCMD y',
      [
        ['RUN', []],
        ['CMD', []],
      ],
    ],
  ])('%j', (text, expected) => expect(cut(text)).toEqual(expected));
});

describe('stages', () => {
  const model = parseDockerfile(`ARG V=1.26
ARG EMPTY
FROM golang:\${V}-alpine AS Builder
USER \${WHO:-app}
ENV A=1 B=\${A:-0}
FROM builder
COPY --from=BUILDER /a /a
COPY --from=0 /a /a
COPY --from=bulder /a /a
COPY --from=buildr2.x /a /a
COPY --from=alpine /a /a
COPY --from=later /a /a
COPY --from=1 /a /a
COPY --from=9 /a /a
COPY --from=$X /a /a
RUN --mount=type=bind,from=busybox:musl,target=/x ls
FROM \${EMPTY:-scratch} AS later
FROM $NOTHING
`);

  it('resolves what they begin with', () => {
    expect(model.stages.map(({ name, base }) => [name, base])).toEqual([
      ['builder', { kind: 'image', image: 'golang:1.26-alpine' }],
      [undefined, { kind: 'stage', index: 0 }],
      ['later', { kind: 'scratch' }],
      [undefined, { kind: 'unknown' }],
    ]);
    expect(model.stages.map((stage) => rootBase(model, stage).kind)).toEqual(['image', 'image', 'scratch', 'unknown']);
  });

  it('resolves what they take', () => {
    expect(model.stages[1]?.uses.map(({ name, source }) => [name, source])).toEqual([
      ['BUILDER', { kind: 'stage', index: 0 }],
      ['0', { kind: 'stage', index: 0 }],
      ['bulder', { kind: 'missing', nearest: 'builder' }],
      ['buildr2.x', { kind: 'image', image: 'buildr2.x' }],
      ['alpine', { kind: 'image', image: 'alpine' }],
      ['later', { kind: 'later', index: 2 }],
      ['1', { kind: 'later', index: 1 }],
      ['9', { kind: 'missing', nearest: undefined }],
      ['$X', { kind: 'unknown' }],
      ['busybox:musl', { kind: 'image', image: 'busybox:musl' }],
    ]);
  });

  it('knows which are built', () => {
    const text = 'FROM a AS x\nFROM a AS y\nFROM a AS z\nCOPY --from=x /a /a\nFROM z\nRUN --mount=from=y ls\n';
    expect([...reachable(parseDockerfile(text))].toSorted()).toEqual([0, 1, 2, 3]);
    expect([...reachable(parseDockerfile('FROM a AS x\nFROM b'))]).toEqual([1]);
  });

  it('hands down settings, as the builder does', () => {
    const text = `FROM a AS one
ENTRYPOINT ["x"]
CMD ["y"]
USER app
WORKDIR /a
ONBUILD HEALTHCHECK NONE
FROM one AS two
WORKDIR b/../c
ENTRYPOINT ["z"]
FROM two
ARG U=1
USER $U
`;
    const three = parseDockerfile(text);
    const [one, two, last] = three.stages;
    if (!one || !two || !last) throw new Error('stages');
    expect(settingsOf(three, one)).toMatchObject({ user: { value: 'app' }, cmd: { args: '["y"]' }, workdir: '/a' });
    // A new entrypoint forgets the command below it.
    expect(settingsOf(three, last)).toMatchObject({
      user: { value: '1' },
      cmd: undefined,
      entrypoint: { args: '["z"]' },
      healthcheck: { args: 'NONE' },
      workdir: '/a/c',
    });
    expect(flow(three, two).map(({ keyword }) => keyword)).toContain('HEALTHCHECK');
    const [first] = model.stages;
    expect(first && settingsOf(model, first).user?.value).toBeUndefined();
  });

  it('takes the values of a build', () => {
    expect(parseDockerfile('ARG B=a\nFROM $B', { B: 'b:1' }).stages[0]?.base).toEqual({ kind: 'image', image: 'b:1' });
    expect(parseDockerfile('ARG toString\nFROM $toString').stages[0]?.base).toEqual({ kind: 'unknown' });
  });

  it('never puts endless values together', () => {
    const text = `ARG A=xxxxxxxx\n${'ARG A=$A$A$A$A\n'.repeat(60)}FROM $A\nENV B=y\n${'ENV B=$B$B$B$B\n'.repeat(60)}USER $B\n`;
    const big = parseDockerfile(text);
    const [stage] = big.stages;
    expect(stage?.base).toEqual({ kind: 'unknown' });
    expect(stage && settingsOf(big, stage).user?.value).toBeUndefined();
  });
});

describe('mentions', () => {
  it('finds the place of every name', () => {
    const text =
      'ARG V=1\nFROM \\\n  a:$V AS x\nRUN --mount=from=b:2 \\\n  --mount=type=bind,from=c ls\nCOPY --from="d" /a /b\nCOPY --from=x /a /b\n';
    const rows = text.split('\n');
    const found = findMentions(parseDockerfile(text)).map(({ image, place }) => [
      image,
      place && rows[place.line - 1]?.slice(place.from, place.to),
    ]);
    expect(found).toEqual([
      ['a:1', 'a:$V'],
      ['b:2', 'b:2'],
      ['c', 'c'],
      ['d', undefined],
    ]);
  });

  it('finds an instruction by its text', () => {
    const model = parseDockerfile('FROM a\nRUN x \\\n # c\n  && y\nRUN z\nRUN z');
    expect(findInstruction(model, 'RUN x && y')).toBe(2);
    expect(findInstruction(model, 'RUN z')).toBeUndefined();
  });
});

describe('any text', () => {
  it('can be read', () => {
    const piece = fc.constantFrom(
      'FROM a',
      'RUN x',
      ' \\\n',
      '\n',
      '<<EOF',
      '"',
      "'",
      '$',
      '${',
      '}',
      '`',
      '[',
      '--from=',
      '#',
      '\r',
      '\t',
      'EOF',
      '=',
      '&&',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const model = parseDockerfile(pieces.join(''));
        for (const stage of model.stages) settingsOf(model, stage);
        findMentions(model);
        const lines = model.instructions.map(({ lines: { start, end } }) => [start, end]);
        const rows = pieces.join('').split('\n').length;
        expect(lines.every(([start = 0, end = 0]) => start >= 1 && start <= end && end <= rows)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('means the same with other line ends, and with comments and empty lines between', () => {
    const text = fc.constantFrom(...Object.values(styles).filter((one) => !/<<|escape|check=|^#/.test(one)));
    const seen = (one: string) => outline(one).map((line) => line.replace(/^\S+ /, ''));
    fc.assert(
      fc.property(text, fc.constantFrom('\n# c\n', '\n\n', '\n  # c\n\n'), (one, between) => {
        expect(seen(one.replaceAll('\r', '').replaceAll('\n', '\r\n'))).toEqual(seen(one.replaceAll('\r', '')));
        expect(seen(one.replaceAll('\n', between))).toEqual(seen(one));
      }),
    );
  });

  it('is cut as another parser cuts it, where that one knows how', () => {
    const line = fc.constantFrom(
      'RUN echo a \\\n  b',
      'RUN a \\\n# c\n  b',
      'ENV A="b c"',
      'COPY --from=x a b',
      'CMD ["a", "b"]',
      'RUN <<EOF\nFROM x\nEOF',
      '# comment',
      '',
      '\tRUN tab',
      'LABEL a=b \\\n c=d',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (rest) => {
        const text = ['FROM a AS x', ...rest, ''].join('\n');
        const other = DockerfileParser.parse(text).getInstructions();
        const ours = parseDockerfile(text).instructions;
        expect(ours.map(({ keyword, lines }) => [keyword, lines.start, lines.end])).toEqual(
          other.map((one) => [one.getKeyword(), one.getRange().start.line + 1, one.getRange().end.line + 1]),
        );
      }),
    );
  });
});

it('keeps the places of words', () => {
  const from = only('FROM --platform=x \\\n  a AS b');
  expect(wordsOf(from).map(({ text, at }) => from.source.text.slice(at, at + text.length))).toEqual(['a', 'AS', 'b']);
});
