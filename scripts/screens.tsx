/**
 * Shows the workshop's screens with made-up runs, to look at them while working on them; never part
 * of the product. Build with esbuild, then:
 *   screens.mjs                                      names of all scenes
 *   screens.mjs SCENE [--size 80x24] [--lang zh] [--no-color]   one frame
 *   screens.mjs SCENE … --svg                        the same as a picture
 *   screens.mjs --live [--lang zh] [--no-color]      the real thing on this terminal, with pretended runs
 */
import { parseArgs } from 'node:util';
import type { Lang } from '../src/i18n/message.ts';
import { openWorkshop } from '../src/render/tui/mount.tsx';
import { testCourse } from '../src/render/tui/test-course.ts';
import { findings, frameOf, passed, TestSession, testPreview, vertex } from '../src/render/tui/test-harness.tsx';
import { testScenes } from '../src/render/tui/test-scenes.ts';
import { frameToSvg } from './screenshot.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '80x24' },
    lang: { type: 'string', default: 'en' },
    'no-color': { type: 'boolean', default: false },
    svg: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
  },
});
const lang: Lang = values.lang === 'zh' ? 'zh' : 'en';

if (values.live) await live();
else if (positionals[0] === undefined) process.stdout.write(`${Object.keys(testScenes).join('\n')}\n`);
else show(positionals[0]);

function show(name: string): void {
  const [columns = 80, rows = 24] = values.size.split('x').map(Number);
  const make = testScenes[name];
  if (!make) throw new Error(`no scene ${name}`);
  const lines = frameOf(make({ columns, rows, lang, colour: !values['no-color'] }));
  process.stdout.write(values.svg ? frameToSvg(lines, `go-docker-lab: ${name}`) : `${lines.join('\n')}\n`);
}

/** A session that pretends: each run takes a few seconds and prints a lot. */
async function live(): Promise<void> {
  const session = new TestSession();
  const from = Date.now();
  const clock = setInterval(() => {
    session.seconds = (Date.now() - from) / 1000;
  }, 20);
  session.subscribe((_, event) => {
    if (event.type === 'run.requested') setTimeout(() => void pretend(session), 0);
    if (event.type === 'reset.requested')
      setTimeout(() => session.emit({ type: 'step.reset', ...session.getState().position }), 0);
    if (event.type === 'cancel.requested')
      setTimeout(() => session.tell({ type: 'step.finished', outcome: 'cancelled', seconds: 1 }), 200);
  });
  const reason = await openWorkshop({
    session,
    course: testCourse,
    lang,
    theme: { color: !values['no-color'] },
    doctor: {
      examine: async (onFinding) => {
        for (const finding of findings) {
          await sleep(300);
          onFinding(finding);
        }
        return findings;
      },
      apply: async (_fix, onProgress, signal) => {
        for (let index = 0; index < 40 && !signal?.aborted; index += 1) {
          onProgress({
            text: `Get:${index} http://deb.example/debian bookworm/main amd64 package-${index}\n`,
            stream: 'stdout',
          });
          await sleep(100);
        }
        signal?.throwIfAborted();
      },
    },
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    info: { version: '0.1.0', workspace: './go-docker-demo', engine: 'docker 27.5.1, context default' },
    preview: testPreview,
    shell: 'posix',
    clock: { now: () => Date.UTC(2026, 4, 4, 9, 30) + (Date.now() - from) },
    process,
  });
  clearInterval(clock);
  process.stdout.write(`left: ${reason}\n`);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function pretend(session: TestSession): Promise<void> {
  const { active } = session.getState();
  if (!active) return;
  const runs = (): boolean => session.getState().active?.runId === active.runId;
  session.tell({ type: 'step.started', purpose: 'run' });
  const command = testPreview(active)[0];
  if (command) {
    session.tell({ type: 'action.started', index: 0, command });
    for (let step = 1; step <= 6 && runs(); step += 1) {
      for (let part = 0; part < 30 && runs(); part += 1) {
        session.tell({
          type: 'build.progressed',
          vertex: vertex(step, 'builder', `RUN go build ./part-${step}`, 'running', part / 20),
        });
        for (let text = 0; text < 20; text += 1)
          session.tell({
            type: 'output.received',
            stream: 'stdout',
            text: `#${step} ${part}.${text} compiling part ${step} of the program\n`,
          });
        await sleep(20);
      }
      if (runs())
        session.tell({
          type: 'build.progressed',
          vertex: vertex(step, 'builder', `RUN go build ./part-${step}`, step < 3 ? 'cached' : 'done', 1.5),
        });
    }
    if (!runs()) return;
    session.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 4.2 });
    session.tell({ type: 'check.judged', check: passed('exit', 'the build ends with exit code 0', '0') });
  }
  if (runs()) session.tell({ type: 'step.finished', outcome: 'passed', seconds: 4.4 });
}
