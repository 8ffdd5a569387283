// esbuild plugins for a fast start. Each leaves what the program does as it is: start-up.test.ts holds that.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Parts of dockerode and Ink that are never used here: an ssh agent, native helpers, BuildKit sessions over gRPC, devtools. */
const unused = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|react-devtools-core)$/;

export const stubs = {
  name: 'stubs',
  setup(setup) {
    setup.onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'stub' }));
    setup.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** Rewrites the source of the files that match. Where there is nothing to rewrite any more, the build says so. */
function rewrite(name, filter, change) {
  return {
    name,
    setup(setup) {
      setup.onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = change(source);
        const warnings = contents === source ? [{ text: `${path} is not as it was` }] : [];
        return { contents, warnings, loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    },
  };
}

/** yoga-layout reads its WebAssembly by `fetch('data:…')`, which loads all of undici; it can also decode it itself. */
export const yogaBytes = rewrite('yoga-bytes', /yoga-wasm-base64-esm\.js$/, (source) =>
  source.replace('return w||"function"!=typeof fetch?Promise', 'return!0?Promise'),
);

/** Answers for plain text before string-width (8) makes its regular expressions. */
export const quickStringWidth = {
  name: 'quick-string-width',
  setup(setup) {
    setup.onResolve({ filter: /^string-width$/ }, async ({ path, resolveDir, kind, namespace, pluginData }) => {
      if (pluginData === 'original' || namespace === 'quick-string-width') return undefined;
      const original = await setup.resolve(path, { resolveDir, kind, pluginData: 'original' });
      const manifest = original.path.replace(/index\.js$/, 'package.json');
      const { version } = JSON.parse(await readFile(manifest, 'utf8'));
      return version.startsWith('8.') ? { path: original.path, namespace: 'quick-string-width' } : undefined;
    });
    setup.onLoad({ filter: /.*/, namespace: 'quick-string-width' }, ({ path }) => ({
      contents: `
        import { quickWidth } from ${JSON.stringify(join(here, 'quick-width.mjs'))};
        export default function (input, options = {}) {
          const usual = typeof input === 'string' && (options.ambiguousIsNarrow ?? true) && !options.countAnsiEscapeCodes;
          const quick = usual ? quickWidth(input) : -1;
          // Required, so that it is evaluated when first needed: its regular expressions cost as much as its work.
          return quick >= 0 ? quick : require(${JSON.stringify(path)}).default(input, options);
        }`,
      loader: 'js',
      resolveDir: here,
    }));
  },
};

/**
 * Ink makes a cell for every character of every frame, most of them as they were in the frame before. With cells that
 * are shared a long log costs half, and does not fill the heap with what V8 takes for lasting.
 */
export const quickCells = rewrite('quick-cells', /ink\/build\/output\.js$/, (source) => {
  const made = 'cached = styledCharsFromTokens(tokenize(line))';
  const empty = /row\.push\(\{\s*type: 'char',\s*value: ' ',\s*fullWidth: false,\s*styles: \[\],\s*\}\)/;
  if (!source.includes(made) || !empty.test(source)) return source;
  return `import { blank, quickCells } from ${JSON.stringify(join(here, 'quick-cells.mjs'))};\n${source
    .replace(made, `cached = quickCells(line) ?? styledCharsFromTokens(tokenize(line))`)
    .replace(empty, 'row.push(blank)')}`;
});
