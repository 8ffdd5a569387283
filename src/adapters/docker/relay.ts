import { addAbortSignal, Duplex, finished } from 'node:stream';
import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { RemoteMachine } from '../../ports/engine.ts';
import { type Api, statusOf } from './api.ts';
import { createDemultiplexer } from './demultiplex.ts';
import { ownerLabel, roleLabel } from './labels.ts';
import type { RemoteEndpoint } from './remote-machine.ts';

/** Seconds after which a relay that a crash left behind ends by itself. A session that lasts longer gets another. */
const lifetime = 3600;
const keptComplaint = 4096;
/** Milliseconds. */
const longestRefusal = 2000;
const identified = z.object({ Id: z.string() });
const created = z.object({ id: z.string() });
const ended = z.object({ ExitCode: z.number().nullish() });

/**
 * Connections to the loopback address of the engine's machine. One container of ours stands on that machine's own
 * network and does nothing; each connection is an `nc` in it, over the way by which the engine itself is reached.
 * Nothing is opened to the network for it. The container is made for the first connection and goes with the session.
 */
export function createRelay(
  api: Api,
  endpoint: RemoteEndpoint,
  labels: Readonly<Record<string, string>>,
): RemoteMachine {
  let standing: Promise<string> | undefined;
  const stand = (image: string): Promise<string> => {
    standing ??= startRelay(api, image, labels).catch((error: unknown) => {
      standing = undefined;
      throw error;
    });
    return standing;
  };
  return {
    ...endpoint,
    async dial(port, image, signal) {
      const first = await connect(api, await stand(image), port, image, signal);
      if (first) return first;
      // It has ended: too old, or removed by somebody.
      standing = undefined;
      const second = await connect(api, await stand(image), port, image, signal);
      if (second) return second;
      throw new MachineError({
        what: msg('engine.relay-gone', { host: endpoint.name }),
        next: msg('engine.lost.next'),
      });
    },
  };
}

/** Without the caller's signal: what is begun is known, so that it can be removed. */
async function startRelay(api: Api, image: string, labels: Readonly<Record<string, string>>): Promise<string> {
  const relay = await api.ask(created, (docker, abortSignal) =>
    docker.createContainer({
      Image: image,
      Entrypoint: [],
      Cmd: ['sleep', String(lifetime)],
      User: '65534:65534',
      Labels: { ...labels, [ownerLabel.key]: ownerLabel.value, [roleLabel]: 'relay' },
      HostConfig: {
        AutoRemove: true,
        NetworkMode: 'host',
        // An engine that remaps users allows the host's network only without that.
        UsernsMode: 'host',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        Memory: 64 * 1024 * 1024,
      },
      abortSignal,
    }),
  );
  if (!relay)
    throw new MachineError({ what: msg('engine.relay-image', { image }), next: msg('engine.relay-image.next') });
  await api.call((docker, abortSignal) => docker.getContainer(relay.id).start({ abortSignal }));
  return relay.id;
}

/** `undefined` when the container is not there any more, or does not run. */
async function connect(
  api: Api,
  container: string,
  port: number,
  image: string,
  signal: AbortSignal | undefined,
): Promise<Duplex | undefined> {
  const reached = await reach(api, container, port, { stdin: true }, signal);
  if (!reached) return undefined;
  const why = async (unwanted: AbortSignal): Promise<string> => {
    const hasAnswer = await endedWell(api, reached.exec, unwanted);
    return hasAnswer ? '' : await complaintOf(api, container, port, unwanted);
  };
  return unwrap(reached.stream, why, image);
}

/** A new `nc` to this port, with or without an input. */
async function reach(
  api: Api,
  container: string,
  port: number,
  { stdin }: { readonly stdin: boolean },
  signal: AbortSignal | undefined,
): Promise<{ readonly exec: string; readonly stream: Duplex } | undefined> {
  const exec = await api.ask(
    identified,
    async (docker, abortSignal) => {
      try {
        const command = await docker.getContainer(container).exec({
          Cmd: ['nc', '127.0.0.1', String(port)],
          AttachStdin: stdin,
          AttachStdout: true,
          AttachStderr: true,
          abortSignal,
        });
        return { Id: command.id };
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
        // Engines say of a missing container 404, and of a stopped one 409.
        throw Object.assign(new Error('the relay has stopped', { cause: error }), { statusCode: 404 });
      }
    },
    signal,
  );
  if (!exec) return undefined;
  const stream = await api.call(
    (docker, abortSignal) => docker.getExec(exec.Id).start({ hijack: true, stdin, abortSignal }),
    signal,
  );
  return stream && { exec: exec.Id, stream };
}

/** Whether that `nc` had its connection until the other side ended it. */
async function endedWell(api: Api, exec: string, signal: AbortSignal): Promise<boolean> {
  const facts = await api.ask(ended, (docker, abortSignal) => docker.getExec(exec).inspect({ abortSignal }), signal);
  return facts?.ExitCode === 0;
}

/**
 * What an `nc` complains of to which nothing is sent. An engine throws its stream away, complaint and all, when bytes
 * come for an `nc` that has ended already, so the words of one that got a request may be lost.
 */
async function complaintOf(api: Api, container: string, port: number, signal: AbortSignal): Promise<string> {
  const { stream } = (await reach(api, container, port, { stdin: false }, signal)) ?? {};
  if (!stream) return '';
  const split = createDemultiplexer();
  // A refusal comes at once; a server that waits for a request says nothing for as long as it likes.
  const enough = AbortSignal.any([signal, AbortSignal.timeout(longestRefusal)]);
  let complaint = '';
  try {
    for await (const chunk of addAbortSignal(enough, stream))
      for (const frame of split.push(chunk)) if (frame.stream === 2) complaint = longer(complaint, frame.bytes);
  } catch {
    // What it said until then counts.
  }
  return complaint;
}

function longer(complaint: string, bytes: Uint8Array): string {
  return (complaint + Buffer.from(bytes).toString()).slice(-keptComplaint);
}

/** The connection inside the engine's stream, which carries standard output and standard error in turns. */
function unwrap(stream: Duplex, why: (unwanted: AbortSignal) => Promise<string>, image: string): Duplex {
  const split = createDemultiplexer();
  const unwanted = new AbortController();
  let complaint = '';
  let answered = false;
  const connection = new Duplex({
    read: () => void stream.resume(),
    // An error of the stream is told by its end.
    write: (chunk: Buffer, _encoding, done) => void stream.write(chunk, () => done()),
    final: (done) => void stream.end(done),
    destroy: (error, done) => {
      unwanted.abort();
      stream.destroy();
      done(error);
    },
  });
  stream.on('data', (chunk: Buffer) => {
    for (const frame of split.push(chunk)) {
      if (frame.stream === 2) {
        complaint = longer(complaint, frame.bytes);
        continue;
      }
      answered = true;
      if (!connection.push(frame.bytes)) stream.pause();
    }
  });
  const end = async (error: Error | undefined): Promise<void> => {
    if (complaint === '' && !answered) complaint = await why(unwanted.signal).catch(() => '');
    if (complaint !== '') connection.destroy(refusal(complaint.trim(), image));
    else if (error) connection.destroy(error);
    else connection.push(null);
  };
  finished(stream, { writable: false }, (error) => void end(error ?? undefined));
  // What node's HTTP client expects of a socket beyond a stream.
  const nothing = (): void => undefined;
  return Object.assign(connection, {
    setTimeout: nothing,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  });
}

/** Why there is no connection, as node itself would put it. */
function refusal(complaint: string, image: string): Error {
  if (/refused/i.test(complaint)) return Object.assign(new Error(complaint), { code: 'ECONNREFUSED' });
  if (/executable file not found|no such file/i.test(complaint))
    return new MachineError({
      what: msg('engine.relay-no-nc', { image }),
      next: msg('engine.relay-image.next'),
      raw: complaint,
    });
  return new Error(complaint);
}
