import * as z from 'zod';
import { architecture } from './architecture.ts';
import { binary } from './binary.ts';
import { cached } from './cached.ts';
import { containerExit } from './container-exit.ts';
import { dockerfile } from './dockerfile.ts';
import { duration } from './duration.ts';
import { fails } from './fails.ts';
import { file } from './file.ts';
import { fileRatio } from './file-ratio.ts';
import { firstOk } from './first-ok.ts';
import { health } from './health.ts';
import { http } from './http.ts';
import type { CheckKind } from './kind.ts';
import { layer } from './layer.ts';
import { log } from './log.ts';
import { measured } from './measured.ts';
import { memory } from './memory.ts';
import { metrics } from './metrics.ts';
import { output } from './output.ts';
import { path } from './path.ts';
import { ratio } from './ratio.ts';
import { ready } from './ready.ts';
import { sameFile } from './same-file.ts';
import { scanned } from './scanned.ts';
import { secret } from './secret.ts';
import { size } from './size.ts';
import { user } from './user.ts';

/** Every kind of check, one line each. */
const kinds = {
  architecture,
  binary,
  cached,
  'container-exit': containerExit,
  dockerfile,
  duration,
  fails,
  file,
  'file-ratio': fileRatio,
  'first-ok': firstOk,
  health,
  http,
  layer,
  log,
  measured,
  memory,
  metrics,
  output,
  path,
  ratio,
  ready,
  'same-file': sameFile,
  scanned,
  secret,
  size,
  user,
};

export const checkSchema = z.discriminatedUnion('kind', [
  architecture.schema,
  binary.schema,
  cached.schema,
  containerExit.schema,
  dockerfile.schema,
  duration.schema,
  fails.schema,
  file.schema,
  fileRatio.schema,
  firstOk.schema,
  health.schema,
  http.schema,
  layer.schema,
  log.schema,
  measured.schema,
  memory.schema,
  metrics.schema,
  output.schema,
  path.schema,
  ratio.schema,
  ready.schema,
  sameFile.schema,
  scanned.schema,
  secret.schema,
  size.schema,
  user.schema,
]);

/** One check of a step, as validated. */
export type Check = z.output<typeof checkSchema>;

/** The kind behind a check. The schema has already tied each kind's parameters to its name. */
export function kindOf(check: Check): CheckKind<z.ZodType<Check>> {
  return kinds[check.kind] as unknown as CheckKind<z.ZodType<Check>>;
}

/** A check's id in its step. */
export function checkId(check: Check): string {
  return check.id ?? check.kind;
}
