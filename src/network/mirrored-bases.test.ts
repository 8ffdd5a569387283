import { expect, test } from 'vitest';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { ImageFacts } from '../checks/evidence.ts';
import { fakeEngine } from '../doctor/testing/fake-machine.ts';
import type { Engine } from '../ports/engine.ts';
import { type MirrorPlace, withApk, withGoproxy, withMirrors } from './mirrored-bases.ts';

const mirrors = { goproxy: 'https://g.example,direct', apk: 'https://a.example/alpine' };

test('only GOPROXY changes among the defaults of Go', () => {
  expect(withGoproxy('# x\nGOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\n', 'https://g')).toBe(
    '# x\nGOSUMDB=sum.golang.org\nGOPROXY=https://g\n',
  );
  expect(withGoproxy('', 'https://g')).toBe('GOPROXY=https://g\n');
});

test('each repository of apk keeps its release and name', () => {
  const text =
    'https://dl.example/alpine/v3.22/main\n@edge http://dl.example/alpine/edge/testing\n# https://dl.example/alpine/v3.22/x y\n/local/repo\n';
  expect(withApk(text, 'https://a.example/$1')).toBe(
    'https://a.example/$1/v3.22/main\n@edge https://a.example/$1/edge/testing\n# https://dl.example/alpine/v3.22/x y\n/local/repo\n',
  );
});

/** An engine that has one image with Go's defaults, and keeps what is committed. */
function engineWith(files: Readonly<Record<string, string>>, refuses = '') {
  const calls: string[] = [];
  const lines: string[] = [];
  const images = new Map<string, Pick<ImageFacts, 'id' | 'labels'>>([['golang:1.26', { id: 'sha256:1', labels: {} }]]);
  const plain = fakeEngine();
  const engine: Engine = {
    ...plain,
    image: async (name) => images.get(name) as ImageFacts | undefined,
    path: async (_, path) => {
      const text = files[path];
      if (text === undefined) return undefined;
      const head = new TextEncoder().encode(text);
      return { path, kind: 'file', size: head.length, mode: 0o644, uid: 0, gid: 0, head };
    },
    docker: async (args) => {
      calls.push(args[0] ?? '');
      lines.push(args.join(' '));
      if (args[0] === 'rm' && refuses === 'rm') throw new Error('the engine is gone');
      const failed = args[0] === refuses;
      const label = /^LABEL ([^=]+)="(.*)"$/.exec(args[2] ?? '');
      if (args[0] === 'commit' && !failed && label?.[1] !== undefined)
        images.set(args.at(-1) ?? '', { id: 'sha256:2', labels: { [label[1]]: label[2] ?? '' } });
      const output = failed ? 'no space' : args[0] === 'create' ? 'c1\n' : args[1] === 'ls' ? 'i1\ni1\n' : '';
      return { exitCode: failed ? 1 : 0, stdout: output, stderr: '', output, seconds: 0 };
    },
  };
  return { engine, calls, lines, images };
}

const at = (engine: Engine, files = memoryFiles()): MirrorPlace => ({
  engine,
  files,
  container: { owner: 'us', role: 'reader', session: 's1' },
  image: { owner: 'us', role: 'base' },
});

const goEnv = { '/usr/local/go/go.env': 'GOPROXY=x\n' };
const names = ['golang:1.26'];

test.each([
  ['alpine:3.22@sha256:aa', /^go-docker-lab\/mirrored\/[0-9a-f]{12}\/alpine:3\.22$/],
  ['reg.example:5000/x/golang:1.26', /^go-docker-lab\/mirrored\/[0-9a-f]{12}\/reg\.example_5000\/x\/golang:1\.26$/],
])('a copy of %s has a name that an image may have', async (name, named) => {
  const { engine, images } = engineWith(goEnv);
  images.set(name, { id: 'sha256:1', labels: {} });
  expect(await withMirrors(at(engine), [name], {}, mirrors)).toEqual({ [name]: expect.stringMatching(named) });
});

test('a copy is made once, and again for other mirrors', async () => {
  const { engine, calls } = engineWith(goEnv);
  const place = at(engine);
  const expected = { 'golang:1.26': expect.stringMatching(/^go-docker-lab\/mirrored\/[0-9a-f]{12}\/golang:1\.26$/) };
  const first = await withMirrors(place, names, {}, mirrors);
  expect(first).toEqual(expected);
  expect(calls).toEqual(['create', 'cp', 'commit', 'rm', 'image', 'image']);
  expect(await withMirrors(place, names, {}, mirrors)).toEqual(first);
  expect(calls).toHaveLength(6);
  const others = await withMirrors(place, names, {}, { goproxy: 'https://other.example' });
  expect(others).toEqual(expected);
  expect(calls.slice(6)).toEqual(['create', 'cp', 'commit', 'rm', 'image', 'image']);
  // Neither has the other's, nor takes its name away.
  expect(others).not.toEqual(first);
  expect(await withMirrors(place, names, {}, mirrors)).toEqual(first);
  expect(calls).toHaveLength(12);
});

test('a copy is of one base image: of another under the same name there is another copy', async () => {
  const { engine, images } = engineWith(goEnv);
  const first = await withMirrors(at(engine), names, {}, mirrors);
  images.set('golang:1.26', { id: 'sha256:new', labels: {} });
  const second = await withMirrors(at(engine), names, {}, mirrors);
  expect(second).not.toEqual(first);
  expect(images.has(first['golang:1.26'] ?? '')).toBe(true);
});

test('nothing happens without such mirrors, without the image, and to an image that has neither Go nor apk', async () => {
  const { engine, calls } = engineWith({});
  const place = at(engine);
  const mapping = { 'alpine:3.22': 'go-docker-lab/base/alpine:3.22' };
  expect(await withMirrors(place, names, mapping, {})).toBe(mapping);
  expect(await withMirrors(place, ['alpine:3.22', ...names], mapping, mirrors)).toEqual(mapping);
  expect(calls).toEqual([]);
});

test('an engine that refuses is told of, and the container goes', async () => {
  const { engine, calls } = engineWith(goEnv, 'commit');
  await expect(withMirrors(at(engine), names, {}, mirrors)).rejects.toMatchObject({
    what: { id: 'network.mirrored.failed', params: { image: 'golang:1.26' } },
    raw: 'no space',
  });
  expect(calls).toEqual(['create', 'cp', 'commit', 'rm']);
});

test('a sweep finds the container, and the copy is nobody’s; copies without a name go', async () => {
  const { engine, lines } = engineWith(goEnv);
  await withMirrors(at(engine), names, {}, mirrors);
  expect(lines[0]).toBe('create --label owner=us --label role=reader --label session=s1 golang:1.26');
  expect(lines[2]).toContain('--change LABEL owner="us" role="base" session="" c1 ');
  expect(lines.slice(4)).toEqual([
    'image ls --quiet --filter dangling=true --filter label=go-docker-lab.mirrors --filter label=owner=us --filter label=role=base',
    'image rm i1',
  ]);
});

test.each(['create', 'commit', 'rm'])('nothing stays on the disk when `%s` fails', async (refuses) => {
  const files = memoryFiles();
  await expect(withMirrors(at(engineWith(goEnv, refuses).engine, files), names, {}, mirrors)).rejects.toThrow();
  expect([...files.held]).toEqual([]);
  const removed: string[] = [];
  const watched = { ...files, remove: async (path: string) => void removed.push(path) };
  await expect(withMirrors(at(engineWith(goEnv, refuses).engine, watched), names, {}, mirrors)).rejects.toThrow();
  expect(removed).toHaveLength(1);
});
