import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readArguments } from '../../src/commands/cli.ts';
import { commands } from '../../src/commands/registry.ts';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { bundle, root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { anchors, codes, fences, inlineCode, type Page, page, pages, section, tableRows } from './pages.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  scripts: Record<string, string>;
};

/** Command lines of a page, from its fences and between backticks, without comments. */
function lines(source: Page): readonly string[] {
  const fenced = fences(source)
    .filter(({ info }) => info === 'sh')
    .flatMap(({ text }) => text.split('\n'));
  return [...fenced, ...inlineCode(source)]
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** The arguments of a `go-docker-lab …` line; a `…`, `[…]` or `<…>` makes it a pattern, not a command. */
function argumentsOf(line: string): readonly string[] | undefined {
  const found = /^(?:[A-Z_]+=\S+ )*go-docker-lab(?:\s+(.*))?$/.exec(line.replace(/\s+[|>].*$/, ''));
  if (!found || /[…[<]/.test(line)) return undefined;
  return (found[1] ?? '').split(/\s+/).filter((word) => word !== '');
}

const documented = [
  ...new Map(
    [...pages.flatMap((source) => lines(source).map((line) => [source.path, line] as const)), ...examples()].flatMap(
      ([path, line]) => {
        const args = argumentsOf(line);
        return args ? [[args.join(' '), [path, args] as const] as const] : [];
      },
    ),
  ).values(),
];

/** The examples that `--help` prints. */
function examples(): readonly (readonly [string, string])[] {
  return commands.flatMap((entry) => entry.examples.map((example) => ['--help', example] as const));
}

const places = readdirSync(join(root, 'labs')).flatMap((lab) => {
  const path = join(root, 'labs', lab, 'lab.yaml');
  if (!existsSync(path)) return [];
  const { steps } = parse(readFileSync(path, 'utf8')) as { steps: readonly { id: string }[] };
  return [lab, ...steps.map(({ id }) => `${lab}/${id}`)];
});

describe('go-docker-lab …', () => {
  test('is documented at all', () => {
    expect(documented.length).toBeGreaterThan(20);
  });

  test.for(documented.map(([path, args]) => [args.join(' '), path, args] as const))(
    '%s (%s): is understood',
    ([, , args]) => {
      expect(['perform', 'help']).toContain(readArguments(args, 'en', manifest.version).kind);
      expect(args.filter((word) => /^\d\d-/.test(word) && !places.includes(word))).toEqual([]);
    },
  );

  const harmless = [
    'list',
    'status',
    'compare',
    'reset',
    'restore',
    'lint',
    'new',
    '--files-only',
    '--help',
    '--version',
  ];
  const run = documented.filter(
    ([, args]) =>
      harmless.some((word) => args.includes(word)) && !args.includes('last') && !args.includes('my-course/labs'),
  );

  test.for(run.map(([, args]) => [args.join(' '), args] as const))('%s: runs', async ([, args]) => {
    expect(existsSync(bundle), 'dist/ is there (npm run build)').toBe(true);
    const { env, cwd } = await sandbox();
    // A path of the checkout is one of its course; what writes, writes into a folder of its own.
    const result = await runCli(args, { env, cwd: args.includes('--course') ? root : cwd });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expectPlainWords(result);
  });

  test('the answers of events.md have the type and fields that stand there', async () => {
    const box = await sandbox();
    for (const [command = '', type = '', fields = ''] of tableRows(
      section(page('docs/events.md').text, '## Answers of other commands'),
    )) {
      const [name = ''] = codes(command);
      // What needs an engine, or something to name.
      if (name === 'clean' || /[A-Z]/.test(name)) continue;
      const { stdout } = await runCli([...name.split(' '), '--json'], box);
      const answer = JSON.parse(stdout) as Record<string, unknown>;
      expect(answer).toMatchObject({ v: 1, type: codes(type)[0] });
      const always = codes(fields).filter((field) => field !== 'position');
      expect(
        Object.keys(answer)
          .filter((key) => key !== 'v' && key !== 'type' && key !== 'position')
          .toSorted(),
        name,
      ).toEqual(always.toSorted());
    }
  });
});

describe.for(pages.map((source) => [source.path, source] as const))('%s', ([path, source]) => {
  test('npm scripts exist', () => {
    const named = lines(source).flatMap((line) =>
      [...line.matchAll(/\bnpm (?:run )?(?:--silent )?([a-z][a-z:]*)/g)].map(([, name = '']) => name),
    );
    const builtIn = ['ci', 'cit', 'pack', 'install'];
    expect(named.filter((name) => !builtIn.includes(name) && !(name in manifest.scripts))).toEqual([]);
  });

  test('the version of the tarball is ours', () => {
    const named = [...source.text.matchAll(/go-docker-lab-(\d+\.\d+\.\d+)\.tgz/g)].map(([, version]) => version);
    expect(named.filter((version) => version !== manifest.version)).toEqual([]);
  });

  test('relative links lead somewhere', () => {
    const targets = [...source.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? path : relative(root, join(root, dirname(path), file));
      if (!existsSync(join(root, to))) return true;
      return anchor !== undefined && !anchors(page(to)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('paths of the repository exist', () => {
    const named = [...lines(source), ...inlineCode(source)].flatMap((line) => line.split(/\s+/));
    const ours = named.filter((word) =>
      /^(?:src|docs|labs|scripts|test|go-app|\.ci|\.dependency-cruiser\.cjs|dist)(?:\/|$)/.test(word),
    );
    const broken = ours.filter((word) => !/[<*…:]|\/x\./.test(word) && !existsSync(join(root, word)));
    expect(broken).toEqual([]);
  });
});
