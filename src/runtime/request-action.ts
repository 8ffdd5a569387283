import type { ActionEvidence, HttpEvidence } from '../checks/evidence.ts';
import type { RequestAction } from '../course/schema.ts';
import { shellLine } from '../shell/line.ts';
import { curlLine } from './reach.ts';
import { learnPort, sendTo } from './send.ts';
import type { StepRun } from './step-run.ts';
import { workspaceFile } from './workspace-file.ts';
import { urlOf } from './world.ts';

const answerBound = 15_000;

/** Sends one request of a step and shows the answer as curl would; waits while nothing answers yet. */
export async function runRequest(run: StepRun, action: RequestAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const { container, port, method, path, save } = action.request;
  await learnPort(run, container, port);
  const url = urlOf(world, container, port, path);
  const curl = shellLine(world.shell, curlLine(world, url, { method, ...(save === undefined ? {} : { save }) }));
  run.tell({ type: 'action.started', index, command: { shown: curl, exact: curl } });
  const begun = world.clock.monotonic();
  let answer = await sendTo(run, { container, port, method, path });
  while (!answer.answered && !answer.over && world.clock.monotonic() - begun < answerBound && !run.signal.aborted) {
    await world.clock.wait(100, run.signal);
    answer = await sendTo(run, { container, port, method, path });
  }
  const seconds = (world.clock.monotonic() - begun) / 1000;
  const text = answer.answered ? asCurlShows(answer) : `curl: ${answer.error}`;
  if (answer.answered && save !== undefined && answer.status === 200)
    await world.files.write(await workspaceFile(world, save), answer.body);
  run.tell({
    type: 'output.received',
    text: text.endsWith('\n') ? text : `${text}\n`,
    stream: answer.answered ? 'stdout' : 'stderr',
  });
  const exitCode = answer.answered ? 0 : 7;
  run.tell({ type: 'action.finished', index, exitCode, seconds });
  return { exitCode, output: text, stdout: answer.answered ? answer.body : '', seconds };
}

/** Status, headers and body, in the order in which `curl -i` prints them. */
function asCurlShows({ status, headers, body }: Extract<HttpEvidence, { answered: true }>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, '', body].join('\n');
}
