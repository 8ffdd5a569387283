import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse.ts';

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
