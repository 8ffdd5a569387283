// How everything of ours is bundled: one entry, lazy chunks, nothing to install behind it.
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { quickCells, quickStringWidth, stubs, yogaBytes } from './start-up.mjs';

/** What makes the start fast and changes nothing else. */
export const startUp = [yogaBytes, quickStringWidth, quickCells];

/** Bundles entry points (`{ name: file }`) of the project at `root` into `outdir`; gives esbuild's result. */
export function bundle(root, entryPoints, outdir, { plugins = startUp, version = '0.0.0-dev' } = {}) {
  return build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    metafile: true,
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      GO_DOCKER_LAB_VERSION: JSON.stringify(version),
    },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [stubs, ...plugins],
    logLevel: 'warning',
  });
}

/** Builds the command into `outdir` as it is published. */
export async function buildCommand(root, outdir, options) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const result = await bundle(root, { 'go-docker-lab': 'src/main.ts' }, outdir, { ...options, version });
  const entry = join(outdir, 'go-docker-lab.js');
  await writeFile(entry, `#!/usr/bin/env node\n${await readFile(entry, 'utf8')}`);
  await chmod(entry, 0o755);
  for (const room of ['src/doctor', 'src/adapters/kit'])
    await cp(join(root, room, 'scripts'), join(outdir, 'scripts'), { recursive: true });
  await cp(join(root, 'templates'), join(outdir, 'templates'), { recursive: true });
  return result;
}
