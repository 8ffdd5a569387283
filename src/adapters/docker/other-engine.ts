import { stat } from 'node:fs/promises';
import { hasCode } from '../errno.ts';
import { type Endpoint, type Machine, socketPath, wellKnownHosts } from './endpoint.ts';

const patience = 3000;

/** The first of the well-known places, other than this one, at which an engine answers. */
export async function findOtherEngine(machine: Machine, endpoint: Endpoint): Promise<string | undefined> {
  for (const host of wellKnownHosts(machine)) {
    if (host === endpoint.host || !(await isThere(host))) continue;
    const result = await machine.process.run(
      machine.dockerBinary,
      ['--host', host, 'version', '--format', '{{.Server.Version}}'],
      { signal: AbortSignal.timeout(patience) },
    );
    if (result.exitCode === 0) return host;
  }
  return undefined;
}

async function isThere(host: string): Promise<boolean> {
  const path = socketPath(host);
  if (path === undefined) return false;
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM')) return false;
    // A named pipe that is busy is there.
    if (hasCode(error, 'EBUSY')) return true;
    throw error;
  }
}
