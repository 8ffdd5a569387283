import type { Case } from './case.ts';

const workspace = (name: string) => ({ type: 'file', file: name }) as const;

const text = (words: string) => ({ content: new TextEncoder().encode(words), size: words.length });

/** The learner's files, as text. */
export const fileCases = {
  dockerfile: {
    check: { file: 'Dockerfile', rule: 'stages', atLeast: 2 },
    passes: [[workspace('Dockerfile'), text('FROM a AS b\nFROM c\n')]],
    fails: [
      [[workspace('Dockerfile'), text('FROM a\n')]],
      [[workspace('Dockerfile'), text('')]],
      [[workspace('Dockerfile'), undefined]],
    ],
  },
  file: {
    check: { present: ['go.mod', 'cmd/server/main.go'], absent: ['token.txt'] },
    passes: [
      [workspace('go.mod'), text('module x')],
      [workspace('cmd/server/main.go'), text('')],
      [workspace('token.txt'), undefined],
    ],
    fails: [
      [
        [workspace('go.mod'), undefined],
        [workspace('cmd/server/main.go'), text('')],
        [workspace('token.txt'), undefined],
      ],
      [
        [workspace('go.mod'), text('module x')],
        [workspace('cmd/server/main.go'), text('')],
        [workspace('token.txt'), text('')],
      ],
    ],
  },
} satisfies Record<string, Case>;
