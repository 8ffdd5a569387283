import { MachineError } from '../errors.ts';
import type { Engine, RegistryWord } from '../ports/engine.ts';
import { patience } from './ask.ts';

/**
 * What a registry tells the engine of an image, within the time that anybody is given for an answer. `undefined`: the
 * engine cannot be asked, or not any more.
 */
export async function askByEngine(
  { registryWord }: Pick<Engine, 'registryWord'>,
  image: string,
  signal?: AbortSignal,
): Promise<RegistryWord | undefined> {
  const deadline = AbortSignal.timeout(patience);
  try {
    return await registryWord(image, signal ? AbortSignal.any([signal, deadline]) : deadline);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (deadline.aborted) return { outcome: 'silent', raw: `no answer within ${patience / 1000} s` };
    if (error instanceof MachineError) return undefined;
    throw error;
  }
}
