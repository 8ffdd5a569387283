// The course that ships, read at build time: YAML and its validation are a third of the time to the
// first frame. The files stay what counts: they are read as ever, and only when they are byte for byte
// those of the build is its result taken; else they are parsed.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const parser = /[\\/]course[\\/]parse\.ts$/;
const here = import.meta.dirname;

export const readyCourse = {
  name: 'ready-course',
  setup(setup) {
    const root = setup.initialOptions.absWorkingDir ?? process.cwd();
    let ready;
    setup.onResolve({ filter: parser }, ({ importer, pluginData }) =>
      pluginData !== 'parser' && /[\\/]runtime[\\/]load-course\.ts$/.test(importer)
        ? { path: 'parse', namespace: 'ready-course' }
        : undefined,
    );
    setup.onResolve({ filter: /^ready-course:/ }, ({ path }) => ({ path, namespace: 'ready-course' }));
    setup.onLoad({ filter: /.*/, namespace: 'ready-course' }, async ({ path }) => {
      ready ??= readShipped(root);
      const { digest, text } = await ready;
      const contents = path === 'parse' ? loader(root, digest) : `export const text = ${JSON.stringify(text)};`;
      return { contents, loader: 'js', resolveDir: here };
    });
  },
};

/** In place of `parseCourse`. Gives a promise, which `loadCourse` hands on. */
function loader(root, digest) {
  return `
    import { decode, digestOf } from ${JSON.stringify(join(here, 'ready-course-format.mjs'))};
    export async function parseCourse(files, app) {
      if (digestOf(files, app) === '${digest}') {
        const { text } = await import('ready-course:text');
        return decode(text, files, app);
      }
      const { parseCourse } = await import(${JSON.stringify(join(root, 'src/course/parse.ts'))});
      return parseCourse(files, app);
    }`;
}

/** Reads and parses `labs/` and `go-app/` with the program's own sources. */
async function readShipped(root) {
  const folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-build-'));
  try {
    const { createFiles, encode, digestOf, loadCourse, parseCourse } = await importSources(root, folder);
    const folders = { course: join(root, 'labs'), app: join(root, 'go-app'), join };
    const { files, app } = await loadCourse(createFiles({ temporary: folder }), folders);
    return { digest: digestOf(files, app), text: encode(parseCourse(files, app), files, app) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importSources(root, folder) {
  const capture = {
    name: 'capture',
    setup(setup) {
      setup.onResolve({ filter: parser }, ({ importer }) =>
        /load-course\.ts$/.test(importer) ? { path: 'capture', namespace: 'capture' } : undefined,
      );
      setup.onLoad({ filter: /.*/, namespace: 'capture' }, () => ({
        contents: 'export const parseCourse = (files, app) => ({ files, app });',
        loader: 'js',
      }));
    },
  };
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { createFiles } from './src/adapters/files.ts';
        export { parseCourse } from './src/course/parse.ts';
        export { loadCourse } from './src/runtime/load-course.ts';
        export { digestOf, encode } from ${JSON.stringify(join(here, 'ready-course-format.mjs'))};`,
      resolveDir: root,
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [capture],
    logLevel: 'warning',
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  const file = join(folder, `${createHash('sha256').update(contents).digest('hex')}.mjs`);
  await writeFile(file, contents);
  return import(pathToFileURL(file).href);
}
