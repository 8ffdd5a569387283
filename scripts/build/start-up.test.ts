import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as pty from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { build, type Plugin } from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript
import { buildCommand, startUp } from './bundle.mjs';
// @ts-expect-error plain JavaScript
import { quickWidth } from './quick-width.mjs';
// @ts-expect-error plain JavaScript
import { quickCells, quickStringWidth, yogaBytes } from './start-up.mjs';

const root = join(import.meta.dirname, '..', '..');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-build-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Bundles a few lines with and without a plugin and imports both. */
async function bothWays(source: string, plugin: Plugin): Promise<[unpatched: Module, patched: Module]> {
  const ways = await Promise.all(
    [[], [plugin]].map(async (plugins) => {
      const name = `${plugins[0]?.name ?? 'without'}-${plugin.name}.mjs`;
      const result = await build({
        stdin: { contents: source, resolveDir: root },
        bundle: true,
        format: 'esm',
        platform: 'node',
        outfile: join(folder, name),
        plugins,
      });
      expect(result.warnings).toEqual([]);
      return (await import(pathToFileURL(join(folder, name)).href)) as Module;
    }),
  );
  const [unpatched, patched] = ways;
  if (!unpatched || !patched) throw new Error('two ways');
  return [unpatched, patched];
}

// biome-ignore lint/suspicious/noExplicitAny: a module that was just made.
type Module = any;

describe('yoga-bytes', () => {
  it('gives WebAssembly the same bytes, without fetch', async () => {
    const source = `
      export async function load() {
        const seen = [];
        const { instantiate } = WebAssembly;
        WebAssembly.instantiate = (bytes, imports) => {
          // undici, which fetch loads, instantiates a module of its own.
          if (!(bytes instanceof WebAssembly.Module)) seen.push(Buffer.from(bytes));
          return instantiate(bytes, imports);
        };
        const { fetch } = globalThis;
        let fetched = 0;
        globalThis.fetch = (...all) => ((fetched += 1), fetch(...all));
        const { loadYoga } = await import('yoga-layout/load');
        const yoga = await loadYoga();
        Object.assign(WebAssembly, { instantiate });
        globalThis.fetch = fetch;
        const node = yoga.Node.create();
        node.setWidthPercent(50);
        node.setPadding(8, 3);
        node.calculateLayout(120, 40);
        return { bytes: seen[0], fetched, layout: node.getComputedLayout() };
      }`;
    const [unpatched, patched] = await bothWays(source, yogaBytes as Plugin);
    const before = await unpatched.load();
    const after = await patched.load();
    expect(before.bytes.length).toBeGreaterThan(50_000);
    expect(before.bytes.equals(after.bytes)).toBe(true);
    expect(after.layout).toEqual(before.layout);
    expect([before.fetched, after.fetched]).toEqual([1, 0]);
  });
});

describe('quick-string-width', () => {
  const fast = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (one) => quickWidth(one) >= 0,
  );

  it('agrees on every character that it knows, alone and beside any other kind', () => {
    expect(fast.length).toBeGreaterThan(20_000);
    for (const one of fast) expect(quickWidth(one), one).toBe(stringWidth(one));
    // One of each block is enough beside another: none of them joins with its neighbour.
    const kinds = fast.filter((one, index) => index % 701 === 0 || one.charCodeAt(0) < 0x3020);
    for (const one of kinds) for (const other of kinds) expect(quickWidth(one + other)).toBe(stringWidth(one + other));
  });

  it('gives what string-width gives, for any text and option', async () => {
    const [unpatched, patched] = await bothWays(
      `export { default as width } from 'string-width';`,
      quickStringWidth as Plugin,
    );
    const piece = fc.oneof(
      fc.constantFrom(...fast),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b[1m',
        '\u001b[1;36m',
        '\u001b[38;2;1;2;3m',
        '\u001b[m',
        '\u001b[2J',
        '\u001b[',
        '\u001b[1',
        '\u001b]8;;x\u0007',
      ),
      fc.constantFrom(
        '\u001b[12345m',
        '\u001b[;m',
        '\u001b[1;m',
        '\u009b1m',
        '\u0301',
        '\u200d',
        '\ufe0f',
        '👩‍💻',
        '한',
        'ﾞ',
        '\t',
        '\n',
      ),
    );
    const options = fc.record(
      { ambiguousIsNarrow: fc.boolean(), countAnsiEscapeCodes: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(piece), options, (pieces, chosen) => {
        const text = pieces.join('');
        expect(patched.width(text, chosen)).toBe(unpatched.width(text, chosen));
        expect(patched.width(text)).toBe(unpatched.width(text));
      }),
      { numRuns: 3000 },
    );
    for (const odd of [undefined, null, 7, '']) expect(patched.width(odd)).toBe(unpatched.width(odd));
  });
});

describe('quick-cells', () => {
  interface Drawn {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly clip: boolean;
  }

  it('draws what Ink draws, whatever is written over what', async () => {
    const [unpatched, patched] = await bothWays(
      `export { default as Output } from './node_modules/ink/build/output.js';`,
      quickCells as Plugin,
    );
    const draw = ({ Output }: Module, all: readonly Drawn[]): string => {
      const output = new Output({ width: 12, height: 3 });
      for (const { text, x, y, clip } of all) {
        if (clip) output.clip({ x1: 2, x2: 9, y1: 0, y2: 2 });
        output.write(x, y, text, { transformers: [] });
        if (clip) output.unclip();
      }
      return output.get().output;
    };
    const code = fc.oneof(
      fc.nat(120).map(String),
      fc.constantFrom('1', '2', '22', '31', '39', '36', '0', '1;31', '38;5;9', '48;2;1;2;3', '49', '4', '24'),
    );
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b ', '│', '─', '▸', '✓', '编', '。', '·', '…', '’') },
      { weight: 3, arbitrary: code.map((one) => `\u001b[${one}m`) },
      fc.constantFrom(
        '\u001b[m',
        '\u001b[;m',
        '\u001b[2J',
        '\u001b]8;;x\u0007',
        '\n',
        '\t',
        '\u0301',
        '\u200d',
        '👩‍💻',
        '한',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const drawn = fc.record({
      text: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      x: fc.integer({ min: -2, max: 10 }),
      y: fc.integer({ min: 0, max: 2 }),
      clip: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 6 }), (all) => {
        expect(draw(patched, all)).toBe(draw(unpatched, all));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the whole program', () => {
  const ways = ['unpatched', 'patched'] as const;
  const program = (way: (typeof ways)[number]): string => join(folder, way, 'dist', 'go-docker-lab.js');

  beforeAll(async () => {
    for (const way of ways) {
      const result = await buildCommand(root, join(folder, way, 'dist'), { plugins: way === 'patched' ? startUp : [] });
      expect(result.warnings).toEqual([]);
      for (const name of ['labs', 'go-app', 'package.json']) {
        await cp(join(root, name), join(folder, way, name), { recursive: true });
      }
    }
  }, 60_000);

  function run(way: (typeof ways)[number], args: readonly string[]): Promise<unknown> {
    const state = join(folder, `state-${way}`);
    const env = { ...process.env, XDG_STATE_HOME: state, NO_COLOR: '1', LANG: 'C.UTF-8' };
    return new Promise((resolve) => {
      execFile(process.execPath, [program(way), ...args], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stdout, stderr });
      });
    });
  }

  it.each([['--help'], ['run --help --lang zh'], ['list'], ['list --lang zh'], ['course lint'], ['run nowhere']])(
    'prints the same: %s',
    async (line) => {
      const args = line.split(' ');
      const [unpatched, patched] = await Promise.all(ways.map((way) => run(way, args)));
      expect(patched).toEqual(unpatched);
    },
  );

  it.each(['en', 'zh'])('paints the same workshop: %s', async (lang) => {
    const [unpatched, patched] = await Promise.all(ways.map((way) => screenOf(way, lang)));
    expect(patched).toBe(unpatched);
  });

  /** What stands on the screen once it has been still for a second. */
  async function screenOf(way: (typeof ways)[number], lang: string): Promise<string> {
    const terminal = new Terminal({ cols: 100, rows: 30, allowProposedApi: true });
    const env = { ...process.env, XDG_STATE_HOME: join(folder, `screen-${way}-${lang}`), TERM: 'xterm-256color' };
    // Both are open at once, and one workspace takes one program.
    const cwd = join(folder, `cwd-${way}-${lang}`);
    await mkdir(cwd);
    const child = pty.spawn(process.execPath, [program(way), '--lang', lang], {
      cols: 100,
      rows: 30,
      cwd,
      env,
    });
    const painted = await new Promise<boolean>((resolve) => {
      let seen = '';
      const give = setTimeout(() => resolve(false), 20_000);
      let still: NodeJS.Timeout;
      child.onData((data) => {
        seen += data;
        terminal.write(data);
        clearTimeout(still);
        if (!seen.includes(lang === 'zh' ? '退出' : 'Quit')) return;
        still = setTimeout(() => {
          clearTimeout(give);
          resolve(true);
        }, 1000);
      });
    });
    expect(painted).toBe(true);
    const lines = Array.from(
      { length: 30 },
      (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '',
    );
    const gone = new Promise((resolve) => child.onExit(resolve));
    child.kill('SIGTERM');
    await gone;
    return lines.join('\n');
  }
});
