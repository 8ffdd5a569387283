import * as z from 'zod';

/** The NDJSON stream of `--json`: one object a line, version 1. docs/events.md is made from this. */
const head = { v: z.literal(1), at: z.iso.datetime() };
const place = { runId: z.string(), lab: z.string(), step: z.string() };
const verdict = z.enum(['passed', 'failed', 'skipped']);
const value = z.union([z.number(), z.string(), z.boolean()]);

export const wireEvent = z.discriminatedUnion('type', [
  z.strictObject({
    ...head,
    type: z.literal('course.started'),
    course: z.string(),
    version: z.string(),
    labs: z.array(z.string()),
    session: z.string(),
  }),
  z.strictObject({
    ...head,
    type: z.literal('finding.made'),
    id: z.string(),
    status: z.enum(['ok', 'warning', 'missing']),
    title: z.string(),
    found: z.string(),
    next: z.string().optional(),
    commands: z.array(z.string()).optional(),
  }),
  z.strictObject({ ...head, type: z.literal('fix.started'), id: z.string(), commands: z.array(z.string()) }),
  z.strictObject({ ...head, type: z.literal('fix.finished'), id: z.string(), seconds: z.number() }),
  z.strictObject({ ...head, type: z.literal('notice.given'), notice: z.string() }),
  z.strictObject({ ...head, ...place, type: z.literal('step.started') }),
  z.strictObject({ ...head, ...place, type: z.literal('need.redone'), need: z.string() }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('action.started'),
    index: z.number(),
    shown: z.string(),
    exact: z.string(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('build.progressed'),
    vertex: z.string(),
    name: z.string(),
    status: z.enum(['pending', 'running', 'done', 'cached', 'failed', 'cancelled']),
    seconds: z.number(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('output.received'),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('action.finished'),
    index: z.number(),
    exitCode: z.number(),
    seconds: z.number(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('wait.progressed'),
    check: z.string(),
    seconds: z.number(),
    lastSeen: z.string(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('check.judged'),
    check: z.string(),
    kind: z.string(),
    verdict,
    expected: z.string(),
    actual: z.string(),
    reproduce: z.string().optional(),
    hint: z.string().optional(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('figure.measured'),
    image: z.string(),
    figure: z.string(),
    value,
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('step.finished'),
    outcome: z.enum(['passed', 'failed', 'skipped', 'cancelled']),
    seconds: z.number(),
    reason: z.string().optional(),
  }),
  z.strictObject({
    ...head,
    ...place,
    type: z.literal('run.broke'),
    error: z.string(),
    next: z.string().optional(),
    raw: z.string().optional(),
    exitCode: z.number(),
  }),
  z.strictObject({
    ...head,
    type: z.literal('error.raised'),
    error: z.string(),
    next: z.string().optional(),
    raw: z.string().optional(),
    exitCode: z.number(),
  }),
  z.strictObject({
    ...head,
    type: z.literal('course.finished'),
    passed: z.number(),
    failed: z.number(),
    skipped: z.number(),
    seconds: z.number(),
  }),
]);

export type WireEvent = z.infer<typeof wireEvent>;
