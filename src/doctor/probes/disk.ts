import { MachineError } from '../../errors.ts';
import { formatBytes } from '../../i18n/format.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Examination } from '../examination.ts';
import type { DoctorMachine } from '../machine.ts';
import type { Probe } from '../probe.ts';

const id = 'disk';
const title = msg('doctor.disk');
const gigabyte = 1e9;

/** A folder that the course fills, with what it should have and cannot do without, in bytes. */
interface Place {
  readonly path: string;
  readonly wanted: number;
  readonly needed: number;
}

/** Free space where the course writes: the engine's images and caches, our state, the learner's files. */
export const disk: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const { machine } = examination;
    const places: readonly Place[] = [
      ...(await enginePlace(examination)),
      // Stand-ins are unpacked there before they are imported.
      { path: machine.stateFolder, wanted: 3 * gigabyte, needed: 0.1 * gigabyte },
      { path: machine.workspace, wanted: 0.5 * gigabyte, needed: 0.05 * gigabyte },
    ];
    const measured = await Promise.all(
      places.map(async (place) => {
        const free = await freeAt(machine, place.path);
        return free === undefined ? [] : [{ ...place, free }];
      }),
    );
    // The tightest in proportion to what it should have.
    const [worst] = measured.flat().sort((a, b) => a.free / a.wanted - b.free / b.wanted);
    if (!worst) return [{ id, status: 'warning', title, found: msg('doctor.disk.unknown') }];
    const { path, free, wanted, needed } = worst;
    const params = { path, free: formatBytes(free) };
    if (free >= wanted) return [{ id, status: 'ok', title, found: msg('doctor.disk.free', params) }];
    const next = msg('doctor.disk.next', { wanted: formatBytes(wanted) });
    return [{ id, status: free < needed ? 'missing' : 'warning', title, found: msg('doctor.disk.full', params), next }];
  },
};

/** The engine's own folder, when it lies on this machine and not in a virtual or remote one. */
async function enginePlace({ machine, connection, signal }: Examination): Promise<readonly Place[]> {
  const found = await connection();
  if (machine.platform !== 'linux' || !found.answers || !found.engine.info.endpoint.startsWith('unix://')) return [];
  const path = await rootFolder(found.engine, signal);
  return path !== undefined && (await isHere(machine, path)) ? [{ path, wanted: 5 * gigabyte, needed: gigabyte }] : [];
}

async function rootFolder(engine: Engine, signal?: AbortSignal): Promise<string | undefined> {
  const format = engine.info.podmanCommand ? '{{.Store.GraphRoot}}' : '{{.DockerRootDir}}';
  const result = await engine.docker(['info', '--format', format], signal ? { signal } : {});
  const path = result.stdout.trim();
  return result.exitCode === 0 && path.startsWith('/') ? path : undefined;
}

async function isHere(machine: DoctorMachine, path: string): Promise<boolean> {
  return (await unlessDenied(machine.files.exists(path))) ?? false;
}

function freeAt(machine: DoctorMachine, path: string): Promise<number | undefined> {
  return unlessDenied(machine.files.free(path));
}

/** A folder that we may not even look at tells us nothing, and that is all we have to know here. */
async function unlessDenied<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MachineError) return undefined;
    throw error;
  }
}
