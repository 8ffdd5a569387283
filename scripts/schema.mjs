/**
 * Publishes the schemas of the course files and of the event stream as JSON Schema, in docs/schema/.
 *   node scripts/schema.mjs           write them
 *   node scripts/schema.mjs --check   exit 1 and name the files that are out of date
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs', 'schema');

/** File name → its text. `io: input` describes what an author writes, before defaults are filled in. */
async function schemas() {
  const { z, courseSchema, labSchema, stepSchema, checkSchema, wireEvent } = await sources();
  // Named, so that they stand in $defs once and not in every place that holds one.
  const name = (schema, id) => z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  name(checkSchema, 'check');
  name(stepSchema, 'step');
  for (const kind of checkSchema.options) name(kind, `check-${kind.shape.kind.value}`);
  for (const kind of stepSchema.options) name(kind, `step-${kind.shape.kind.value}`);
  const published = {
    'course.schema.json': [courseSchema, 'go-docker-lab course.yaml, format 1'],
    'lab.schema.json': [labSchema, 'go-docker-lab lab.yaml, format 1'],
    'events.schema.json': [wireEvent, 'one line of go-docker-lab --json, version 1'],
  };
  return Object.fromEntries(
    Object.entries(published).map(([name, [schema, title]]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
      return [name, `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`];
    }),
  );
}

/** The TypeScript sources, bundled for this Node. */
async function sources() {
  const temporary = await mkdtemp(join(tmpdir(), 'go-docker-lab-schema-'));
  try {
    const outfile = join(temporary, 'schemas.mjs');
    await build({
      stdin: {
        contents: [
          "export { z } from 'zod';",
          "export { courseSchema, labSchema, stepSchema } from './src/course/schema.ts';",
          "export { checkSchema } from './src/checks/registry.ts';",
          "export { wireEvent } from './src/render/json/wire.ts';",
        ].join('\n'),
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      outfile,
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
const stale = [];
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(await schemas())) {
  const path = join(folder, name);
  const before = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (before === text) continue;
  if (check) stale.push(`docs/schema/${name}`);
  else await writeFile(path, text);
}
if (stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}\nrun: node scripts/schema.mjs\n`);
  process.exitCode = 1;
}
