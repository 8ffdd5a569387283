import { baseImage, buildFrom, exec, type TestEngine } from './engines.ts';

/** Where the copies of the compilers are, as a mirror that is never asked: they are on the engine already. */
const place = 'go-docker-lab-test.invalid/warm';

/** Public name, values of CGO_ENABLED, and flags with which the course mostly compiles there. */
const compilers = [
  ['golang:1.26-alpine', '0', '"" -trimpath'],
  ['golang:1.26', '0 1', '""'],
] as const;

/** What makes the CLI build with the warm compilers. */
export const withWarmCompilers = { GO_DOCKER_LAB_MIRROR: place };

/**
 * Copies of the compilers that have the standard library compiled already: a build takes two seconds instead
 * of twenty. Not for what measures the compiler.
 */
export async function warmCompilers(engine: TestEngine): Promise<void> {
  for (const [name, cgo, flags] of compilers) {
    const packages = 'net/http log/slog testing time/tzdata';
    const compile = `for c in ${cgo}; do for f in ${flags}; do CGO_ENABLED=$c go build $f ${packages} || exit 1; done; done`;
    await buildFrom(engine, `${place}/${name}`, `FROM ${await baseImage(engine, name)}\nRUN ${compile}\n`);
  }
}

export async function removeWarmCompilers(engine: TestEngine): Promise<void> {
  if (engine.missing !== undefined) return;
  await exec('docker', ['rmi', ...compilers.map(([name]) => `${place}/${name}`)], { env: engine.env });
}
