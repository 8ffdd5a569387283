import type { Course, Lab, Step } from '../../course/model.ts';
import type { Localized } from '../../i18n/message.ts';
import { emptyProgress, type Progress, type RecordedStep } from '../../session/progress.ts';
import { type ReportSource, reportOf } from '../../session/report.ts';
import type { Report } from '../../session/report-schema.ts';
import { type Rendered, sealed } from './signed.ts';

const base = { needs: [], requires: [], checks: [], measure: [] };
const both = (en: string, zh: string): Localized => ({ en, zh });
const text = (en: string, zh: string): Step['text'] => ({ en: { title: en, body: en }, zh: { title: zh, body: zh } });
const lab = (id: string, title: Localized, steps: readonly Step[]): Lab => {
  return { id, title, summary: title, minutes: 10, bases: [], sources: [], files: [], steps };
};

/** A course with a step of every kind that leaves a trace. For tests only. */
export const reportCourse: Course = {
  id: 'mini',
  version: '1.2.3',
  title: both('Small images', '小镜像'),
  summary: both('A', '甲'),
  app: 'app',
  name: 'mini',
  bases: [],
  appFiles: [],
  labs: [
    lab('01-bad', both('Everything inside', '什么都在里面'), [
      { ...base, id: 'read', kind: 'read', text: text('Read the Dockerfile', '读一读 Dockerfile') },
      {
        ...base,
        id: 'size',
        kind: 'predict',
        guess: { figure: 'size', image: 'bad' },
        actions: [],
        why: both('W', '因'),
        measure: [{ image: 'bad', figures: ['size'] }],
        text: text('How large will it be?', '它会有多大？'),
      },
      {
        ...base,
        id: 'time',
        kind: 'predict',
        guess: { seconds: 0 },
        actions: [],
        why: both('W', '因'),
        text: text('How long does a build take?', '构建要多久？'),
      },
      {
        ...base,
        id: 'cached',
        kind: 'predict',
        guess: { cached: 0, instructions: ['COPY go.mod', 'RUN go mod download', 'COPY . .'] },
        actions: [],
        why: both('W', '因'),
        text: text('What stays CACHED?', '哪些还在缓存里？'),
      },
    ]),
    lab('02-better', both('Two stages', '两个阶段'), [
      {
        ...base,
        id: 'write',
        kind: 'edit',
        files: ['Dockerfile.better'],
        actions: [],
        hints: [both('1', '一'), both('2', '二'), both('3', '三')],
        wrong: [],
        variants: { start: [], solution: [], alternatives: {}, wrong: {} },
        measure: [{ image: 'better', figures: ['size'] }],
        text: text('Write the second stage', '写出第二个阶段'),
      },
      {
        ...base,
        id: 'quiz',
        kind: 'quiz',
        questions: [
          {
            id: 'deleting',
            type: 'single',
            ask: both('What does deleting in a later layer save?', '在后面的层里删除能省多少？'),
            options: [
              { id: 'nothing', text: both('Nothing', '什么也省不了'), why: both('W', '因') },
              { id: 'all', text: both('All of it', '全部'), why: both('W', '因') },
            ],
            right: ['nothing'],
          },
          {
            id: 'stages',
            type: 'number',
            ask: both('How many stages?', '几个阶段？'),
            answer: 2,
            tolerance: 0,
            unit: 'stages',
            why: both('W', '因'),
          },
        ],
        text: text('What did you see?', '你看到了什么？'),
      },
      { ...base, id: 'build', kind: 'command', actions: [], text: text('Build it', '构建') },
      { ...base, id: 'checkpoint', kind: 'checkpoint', actions: [], text: text('Checkpoint', '检查点') },
    ]),
    lab('03-pro', both('From scratch', '从 scratch 开始'), [
      { ...base, id: 'read', kind: 'read', text: text('Read', '读') },
      { ...base, id: 'build', kind: 'command', actions: [], text: text('Build', '构建') },
    ]),
  ],
};

const at = (minute: number): string => `2026-01-02T03:${String(minute).padStart(2, '0')}:05.000Z`;
const step = (outcome: RecordedStep['outcome'], minute: number, rest: Partial<RecordedStep> = {}): RecordedStep => {
  return { outcome, at: at(minute), seconds: 0, checks: [], ...rest };
};

/** Something of everything. */
export const richProgress: Progress = {
  ...emptyProgress('mini'),
  steps: {
    '01-bad/read': step('passed', 0),
    '01-bad/size': step('passed', 4, {
      seconds: 95.2,
      checks: [
        { id: 'large', kind: 'size', verdict: 'passed', expected: 'at least 150 MB', actual: '897 MB' },
        { id: 'answers', kind: 'http', verdict: 'passed', expected: 'status 200', actual: 'status 200' },
      ],
    }),
    '01-bad/time': step('passed', 6, { seconds: 12 }),
    '01-bad/cached': step('skipped', 7),
    '02-better/write': step('failed', 20, {
      seconds: 3.4,
      checks: [
        { id: 'stages', kind: 'dockerfile', verdict: 'failed', expected: 'at least 2 stages', actual: '1 stage' },
        { id: 'small', kind: 'size', verdict: 'skipped', expected: 'at most 20 MB', actual: 'not looked at yet' },
      ],
    }),
    '02-better/build': step('prepared', 21, { seconds: 8 }),
    '00-gone/old': step('passed', 1),
  },
  figures: Object.fromEntries(
    (
      [
        ['bad', 'size', 897_361_693],
        ['bad', 'layers', 11],
        ['bad', 'build-seconds', 95.2],
        ['bad', 'first-ok-seconds', 7.31],
        ['bad', 'shell', true],
        ['bad', 'user', 'root'],
        ['better', 'size', 14_870_000],
        ['better', 'layers', 3],
        ['better', 'build-seconds', 12],
        ['better', 'first-ok-seconds', 0.21],
        ['better', 'shell', false],
      ] as const
    ).map(([image, figure, value]) => [`${image}/${figure}`, { image, figure, value, at: at(5) }]),
  ),
  help: { '02-better/write': { hints: 3, solutionAt: at(25) } },
  predictions: {
    '01-bad/size': {
      guess: { type: 'number', value: 300_000_000 },
      measured: { type: 'number', value: 897_361_693 },
      at: at(4),
    },
    '01-bad/time': { measured: { type: 'number', value: 12 }, at: at(6) },
    '01-bad/cached': {
      guess: { type: 'choice', ids: ['COPY go.mod', 'COPY . .'] },
      measured: { type: 'choice', ids: ['COPY go.mod', 'RUN go mod download'] },
      at: at(7),
    },
  },
  answers: {
    '02-better/quiz/deleting': [
      { answer: { type: 'choice', ids: ['all'] }, right: false, at: at(22) },
      { answer: { type: 'choice', ids: ['nothing'] }, right: true, at: at(23) },
    ],
    '02-better/quiz/stages': [{ answer: { type: 'number', value: 3 }, right: false, at: at(24) }],
  },
  images: { bad: { id: `sha256:${'0a1b2c3d'.repeat(8)}`, at: at(4) } },
};

/** The report of some progress, as a fixed machine makes it at a fixed time. */
export function testReport(progress: Progress, more: Partial<ReportSource> = {}): Report {
  return reportOf({
    course: reportCourse,
    progress,
    lang: 'en',
    now: '2026-01-02T04:00:00.000Z',
    version: '1.0.0',
    learner: 'ann',
    machine: { platform: 'linux', arch: 'x64', node: '24.1.0', utcOffset: 480 },
    engine: {
      version: '29.0.1',
      os: 'linux',
      architecture: 'amd64',
      cpus: 2,
      memory: 8_000_000_000,
      imageStore: 'containerd',
      builder: 'buildx-rawjson',
      podman: false,
    },
    ...more,
  });
}

/** Signed by nobody: for the looks. */
export function unsigned(report: Report): Rendered {
  const signed = sealed(report, { publicKey: `${'A'.repeat(59)}=`, signature: `${'B'.repeat(86)}==` });
  return { signed, fingerprint: '0123456789abcdef'.repeat(4) };
}
