import { type ChildProcess, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import { childEnvironment } from '../environment.ts';
import { findProgram, type SearchPath } from '../find-program.ts';

const keptErrors = 4096;

export type DialSettings = SearchPath;

/**
 * An HTTP agent whose connections are `docker system dial-stdio` processes: the CLI dials, so every
 * endpoint it can reach (tls, ssh) works. Connections are kept for the next request, because ssh
 * takes its time; an idle one does not keep us running.
 */
export function createDialAgent(file: string, args: readonly string[], settings: DialSettings): Agent {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 2 });
  const dial = (): Duplex => dialStdio(file, args, settings);
  return Object.assign(agent, { createConnection: dial });
}

function dialStdio(file: string, args: readonly string[], { env, platform }: DialSettings): Duplex {
  // A group of its own: Ctrl-C in the terminal must not cut us off before we have cleaned up.
  const detached = platform !== 'win32';
  const program = detached ? file : (findProgram(file, { env, platform }) ?? file);
  const child = spawn(program, [...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: childEnvironment(platform, env),
    detached,
    windowsHide: true,
  });
  let errors = '';
  let unwritten: Error | undefined;
  const socket = new Duplex({
    read: () => void child.stdout.resume(),
    // A write that fails says less than how the process then ends.
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!socket.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', (error) => {
    unwritten = error;
  });
  child.on('error', (error) => socket.destroy(error));
  child.on('close', (code) => {
    if (socket.destroyed || (code === 0 && unwritten === undefined)) socket.push(null);
    else if (errors.trim() === '' && unwritten !== undefined) socket.destroy(unwritten);
    else socket.destroy(new Error(errors.trim() || `docker system dial-stdio ended with exit code ${code}`));
  });
  return Object.assign(socket, socketMethods(child));
}

/** What node's HTTP client expects of a socket beyond a stream. */
function socketMethods(child: ChildProcess) {
  const pipes = [child.stdin, child.stdout, child.stderr] as unknown as readonly Referable[];
  const all: readonly Referable[] = [child, ...pipes];
  return {
    setTimeout() {},
    setNoDelay() {},
    setKeepAlive() {},
    ref() {
      for (const one of all) one.ref();
    },
    unref() {
      for (const one of all) one.unref();
    },
  };
}

/** Node's pipes are sockets, although their declared type is only a stream. */
interface Referable {
  ref(): void;
  unref(): void;
}
