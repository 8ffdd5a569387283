// Bundles src/main.ts into dist/: one entry, lazy chunks, nothing to install behind it.
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const outdir = 'dist';
await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });

/** Parts of dockerode that are never used here: its ssh agent, native helpers, and BuildKit sessions over gRPC. */
const unused = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/;
const stubs = {
  name: 'stubs',
  setup(setup) {
    setup.onResolve({ filter: unused }, (found) => ({ path: found.path, namespace: 'stub' }));
    setup.onResolve({ filter: /^react-devtools-core$/ }, (found) => ({ path: found.path, namespace: 'stub' }));
    setup.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: 'module.exports = {};',
      loader: 'js',
    }));
  },
};

const result = await build({
  entryPoints: { 'go-docker-lab': 'src/main.ts' },
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
    GO_DOCKER_LAB_VERSION: JSON.stringify(manifest.version),
  },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [stubs],
  logLevel: 'warning',
});

const entry = `${outdir}/go-docker-lab.js`;
await writeFile(entry, `#!/usr/bin/env node\n${await readFile(entry, 'utf8')}`);
await chmod(entry, 0o755);
await cp('src/doctor/scripts', `${outdir}/scripts`, { recursive: true });
if (process.argv.includes('--meta')) await writeFile(`${outdir}/meta.json`, JSON.stringify(result.metafile));
