import type { EvidenceRequest, HttpEvidence } from '../checks/evidence.ts';
import { wayTo } from './reach.ts';
import type { StepRun } from './step-run.ts';
import { namesOf, urlOf } from './world.ts';

type Target = Pick<Extract<EvidenceRequest, { type: 'http' }>, 'container' | 'port' | 'method' | 'path'>;

/** Takes note of the host port at which a container's port is really published, whoever started it. */
export async function learnPort({ world, signal }: StepRun, container: string, port: number): Promise<void> {
  const facts = await world.engine.container(namesOf(world).container(container), signal);
  const published = facts?.ports.find((one) => one.containerPort === port);
  if (published) world.memory.ports.set(`${container}:${port}`, published.hostPort);
}

/** One HTTP exchange with a container of the learner, over the port that is really published. */
export async function sendTo(run: StepRun, target: Target): Promise<HttpEvidence> {
  const { world, signal } = run;
  const names = namesOf(world);
  const facts = await world.engine.container(names.container(target.container), signal);
  const published = facts?.ports.find((port) => port.containerPort === target.port);
  if (published) world.memory.ports.set(`${target.container}:${target.port}`, published.hostPort);
  const url = urlOf(world, target.container, target.port, target.path);
  if (!facts) return { answered: false, error: `no container ${names.container(target.container)}`, url, over: true };
  if (facts.status === 'exited' || facts.status === 'dead') {
    return { answered: false, error: `the container ended with exit code ${facts.exitCode}`, url, over: true };
  }
  if (!published) return { answered: false, error: `port ${target.port} is not published`, url, over: true };
  return world.http.send({ method: target.method, url, timeout: 10_000, signal, ...wayTo(world) });
}
