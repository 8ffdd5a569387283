import { raw } from '../../i18n/message.ts';
import type { ActionEvidence } from '../evidence.ts';
import type { Case } from './case.ts';

const done: ActionEvidence = { exitCode: 0, output: 'all well\n', stdout: 'all well\n', seconds: 2 };

function build(status: 'cached' | 'done') {
  const vertexes = [
    {
      id: '1',
      name: '[builder 3/4] RUN go mod download',
      instruction: 'RUN go mod download',
      status: 'cached',
      seconds: 0,
    },
    { id: '2', name: '[builder 4/4] RUN go build', instruction: 'RUN go build', status, seconds: 3 },
  ] as const;
  return { ...done, build: { vertexes, warnings: [] } };
}

/** How a command of the step went. */
export const actionCases = {
  cached: {
    check: { cached: ['go mod download'], rebuilt: ['go build'] },
    passes: [[{ type: 'action', index: 0 }, build('done')]],
    fails: [[[{ type: 'action', index: 0 }, build('cached')]], [[{ type: 'action', index: 0 }, done]]],
  },
  fails: {
    check: { saying: 'no such file or directory' },
    passes: [
      [
        { type: 'action', index: 0 },
        { ...done, exitCode: 1, output: 'exec /main: no such file or directory' },
      ],
      [
        { type: 'action', index: 0 },
        { ...done, exitCode: 1, output: 'exec container process `/main`: No such file or directory' },
      ],
    ],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, output: 'no such file or directory' },
        ],
      ],
      [
        [
          { type: 'action', index: 0 },
          { ...done, exitCode: 1, output: 'permission denied' },
        ],
      ],
    ],
  },
  output: {
    check: { contains: 'all well' },
    passes: [[{ type: 'action', index: 0 }, done]],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, exitCode: 1 },
        ],
      ],
      [
        [
          { type: 'action', index: 0 },
          { ...done, output: '' },
        ],
      ],
    ],
  },
  duration: {
    check: { atMost: 3 },
    passes: [[{ type: 'action', index: 0 }, done]],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, seconds: 10 },
        ],
      ],
    ],
  },
  ready: {
    check: { action: 1 },
    passes: [
      [
        { type: 'action', index: 1 },
        { ...done, examined: { missing: [] } },
      ],
    ],
    fails: [
      [
        [
          { type: 'action', index: 1 },
          { ...done, exitCode: 3, examined: { missing: [{ found: raw('no engine') }] } },
        ],
      ],
      [[{ type: 'action', index: 1 }, done]],
      [[{ type: 'action', index: 1 }, undefined]],
    ],
  },
} satisfies Record<string, Case>;
