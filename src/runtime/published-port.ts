import { diagnose } from '../diagnose.ts';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { wayTo } from './reach.ts';
import type { StepRun } from './step-run.ts';

/** Milliseconds for whoever has the port to answer; over a network, and with a relay to be started, it takes longer. */
const patience = 500;
const remotePatience = 10_000;

/**
 * Keeps the usual port of a `--publish 127.0.0.1:HOST:PORT`, or leaves the choice to the engine when
 * something already answers there; says so, and names the owner when the engine knows it.
 */
export async function keepPortFree(run: StepRun, argv: readonly string[], publish: string): Promise<readonly string[]> {
  const [, hostPort = ''] = publish.split(':');
  if (hostPort === '') return argv;
  const way = wayTo(run.world);
  const url = `http://127.0.0.1:${hostPort}/`;
  const timeout = way.dial ? remotePatience : patience;
  const answer = await run.world.http.send({ method: 'GET', url, timeout, signal: run.signal, ...way });
  if (!answer.answered && /refused/i.test(answer.error)) return argv;
  return onFreePort(run, argv, publish);
}

/** Leaves the choice of the port to the engine, and says so. */
export async function onFreePort(run: StepRun, argv: readonly string[], publish: string): Promise<readonly string[]> {
  const [, hostPort = '', containerPort = ''] = publish.split(':');
  const owner = await ownerOf(run, Number(hostPort));
  run.notice(
    owner === '' ? msg('run.port-taken', { port: hostPort }) : msg('run.port-taken.by', { port: hostPort, owner }),
  );
  return argv.map((word) => (word === publish ? `127.0.0.1::${containerPort}` : word));
}

/** Whether the engine could not have a port: somebody took it since we looked, or holds it without an answer. */
export function missedPort(output: string): boolean {
  const id = diagnose(output)?.what.id;
  return id === 'diagnose.port' || id === 'diagnose.port-owned' || id === 'diagnose.port-reserved';
}

/** Empty when nobody knows: the step does not need it. */
async function ownerOf({ world, signal }: StepRun, port: number): Promise<string> {
  try {
    return (await world.engine.publishers(signal)).get(port)?.join(', ') ?? '';
  } catch (error) {
    if (error instanceof MachineError) return '';
    throw error;
  }
}
