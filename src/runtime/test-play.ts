import { fakeWorld } from '../../test/helpers/fake-world.ts';
import type { Course } from '../course/model.ts';
import { parseCourse } from '../course/parse.ts';
import { say } from '../i18n/message.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession, type SessionOptions } from './open-session.ts';
import type { World } from './world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A course of one lab with these steps. */
export function courseOf(steps: string, ids: readonly string[]): Course {
  const lesson = ids.map((id) => `## ${id} {#${id}}\n\nText.\n`).join('\n');
  const files = {
    'course.yaml':
      'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: Mini, zh: 迷你 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: []\nlabs: [one]\n',
    'one/lab.yaml': `format: 1\ntitle: { en: One, zh: 一 }\nsummary: { en: F, zh: 第一 }\nminutes: 5\nsteps:\n${steps}`,
    'one/en.md': lesson,
    'one/zh.md': lesson,
    'one/start/Dockerfile': 'FROM scratch\n',
    'one/start/token.txt': 'secret\n',
  };
  return parseCourse(new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)])), []);
}

/** Plays a course unattended to its end; what was told of it. */
export async function play(course: Course, world: Partial<World> = {}, options: Partial<SessionOptions> = {}) {
  const fake = fakeWorld(course);
  const mine: World = { ...fake.world, ...world };
  const events: SessionEvent[] = [];
  const live = openSession({
    course,
    desk: mine,
    clock: mine.clock,
    session: 's1',
    memory: mine.memory,
    progress: emptyProgress('mini'),
    store: { save: fake.save },
    mode: 'unattended',
    prepare: async () => mine,
    ...options,
  });
  live.subscribe((_, event) => events.push(event));
  live.start();
  const state = await live.done;
  await live.close();
  const judged = events.flatMap((event) => (event.type === 'check.judged' ? [event.check] : []));
  return {
    state,
    events,
    verdicts: judged.map((check) => `${check.id} ${check.verdict}`),
    redone: events.flatMap((event) => (event.type === 'need.redone' ? event.need : [])),
    said: judged.map((check) => say('en', check.actual)),
    output: events.flatMap((event) => (event.type === 'output.received' ? [event.text] : [])).join(''),
  };
}
