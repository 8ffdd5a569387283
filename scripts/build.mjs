// Bundles src/main.ts into dist/: one entry, lazy chunks, nothing to install behind it.
import { writeFile } from 'node:fs/promises';
import { buildCommand } from './build/bundle.mjs';

const outdir = 'dist';
const result = await buildCommand(process.cwd(), outdir);
if (process.argv.includes('--meta')) await writeFile(`${outdir}/meta.json`, JSON.stringify(result.metafile));
