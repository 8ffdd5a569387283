import { InterruptedError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { App } from './app.ts';

/** Connects to the engine, or gives up when interrupted: a CLI that never answers must not hold anyone. */
export async function connectOrStop(app: App): Promise<Engine> {
  const { interrupted } = app;
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new InterruptedError({ what: msg('interrupted') }));
    if (interrupted.aborted) stop();
    else interrupted.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([app.connect(interrupted), stopped]);
}
