import { expect, it } from 'vitest';
import { type Answer, fakeEngine } from '../../doctor/testing/fake-machine.ts';
import type { KitBase } from '../../ports/kit.ts';
import { dropPulled, findSources } from './images.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const list = JSON.stringify({ manifests: [{ digest, platform: { os: 'linux', architecture: 'arm64' } }] });
const image = (architecture: string): string =>
  JSON.stringify([{ Created: 'x', Os: 'linux', Architecture: architecture, RootFS: { Layers: ['sha256:a'] } }]);
const refusal = (stderr: string): Answer => ({ exitCode: 1, stderr });

const base = (given: Partial<KitBase> = {}): KitBase => {
  const [name, mirror] = ['alpine:3.22', '127.0.0.1:5000/library/alpine:3.22'];
  return { name, source: 'public', image: name, sources: [mirror, name], ...given };
};

/** What is found for a platform on an engine with these answers, and what was asked of that. */
async function found(answers: Readonly<Record<string, Answer>>, one = base(), platform = 'linux/arm64') {
  const calls: string[] = [];
  const abort = new AbortController();
  const pulled = new Set<string>();
  const plain = fakeEngine({ info: '', ...answers });
  const engine: typeof plain = {
    ...plain,
    async docker(args, options) {
      const line = args.join(' ');
      calls.push(line);
      if (args[0] === 'pull') pulled.add(args.at(-1) ?? '');
      const reference = args.at(-1) ?? '';
      // What is named by a digest is there once it was pulled.
      if (line.startsWith('image inspect') && reference.includes('@') && !pulled.has(reference))
        return refusalOf(`No such image: ${reference}`);
      const result = await plain.docker(args, options);
      if (result.stdout === 'abort') abort.abort();
      return result;
    },
  };
  const result = await findSources({ engine, bases: [one], platforms: [platform] }, abort.signal).catch(
    (error: unknown) => error,
  );
  return { result, calls, engine };
}

function refusalOf(output: string) {
  return { exitCode: 1, stdout: '', stderr: output, output, seconds: 0 };
}

const mirrored = `127.0.0.1:5000/library/alpine@${digest}`;
const fromMirror = {
  'manifest inspect --insecure 127.0.0.1:5000/library/alpine:3.22': list,
  pull: '',
  [`image inspect ${mirrored}`]: image('arm64'),
};

it.each([
  ['public', 'alpine:3.22', 'alpine:3.22'],
  ['mirror', '127.0.0.1:5000/library/alpine:3.22', 'alpine:3.22'],
  ['stand-in', 'go-docker-lab/base/alpine:3.22', 'go-docker-lab/base/alpine:3.22'],
] as const)('a %s image has its right name in the kit', async (source, local, reference) => {
  const { result } = await found(
    { [`image inspect ${local}`]: image('amd64') },
    base({ source, image: local }),
    'linux/amd64',
  );
  expect(result).toMatchObject([{ image: { base: 'alpine:3.22', reference }, saveArgs: [local] }]);
});

it('another CPU comes from the mirror first, and goes again when the kit is made', async () => {
  const { result, calls, engine } = await found(fromMirror);
  expect(result).toMatchObject([{ image: { reference: 'alpine:3.22' }, saveArgs: [mirrored], pulled: mirrored }]);
  expect(calls).not.toContain('manifest inspect alpine:3.22');
  await dropPulled(engine, result as Parameters<typeof dropPulled>[1]);
  expect(calls.at(-1)).toBe(`image rm ${mirrored}`);
});

it('a mirror without TLS is asked so only when the engine trusts it', async () => {
  const sources = ['mirror.example:5000/alpine:3.22'];
  const secure = await found({}, base({ sources }));
  expect(secure.calls).toContain(`manifest inspect ${sources[0]}`);
  const plain = await found({ info: 'false\n' }, base({ sources }));
  expect(plain.calls).toContain(`manifest inspect --insecure ${sources[0]}`);
});

it('offline nobody is asked', async () => {
  const { result, calls } = await found(fromMirror, base({ sources: [] }));
  expect(result).toMatchObject({ what: { id: 'network.offline.missing' }, next: { id: 'network.offline.next' } });
  expect(calls).toEqual(['image inspect alpine:3.22']);
});

it.each([
  ['toomanyrequests: rate limit', 'diagnose.rate-limit'],
  ['received unexpected HTTP status: 500 Internal Server Error', 'diagnose.registry-broken'],
  ['Get "https://127.0.0.1:5000/v2/library/alpine/manifests/3.22": no basic auth credentials', 'diagnose.login'],
])('says why nobody gave it: %s', async (said, why) => {
  const { result } = await found({
    'manifest inspect --insecure': refusal(said),
    'manifest inspect': refusal('no such manifest'),
  });
  expect(result).toMatchObject({
    what: { id: 'kit.no-image.why', params: { platform: 'linux/arm64', why: { id: why } } },
    next: { id: `${why}.next` },
    raw: `${said}\nno such manifest`,
    exitCode: 3,
  });
});

it('advises no stand-ins for another CPU where no registry answers', async () => {
  const { result } = await found({
    'manifest inspect': refusal('Get "https://x.example/v2/": dial tcp: no such host'),
  });
  expect(result).toMatchObject({
    what: { params: { why: { id: 'diagnose.registry' } } },
    next: { id: 'kit.no-image.next' },
  });
});

it('says why a pull failed, and with an unknown reason at least what was said', async () => {
  const failing = await found({ ...fromMirror, pull: refusal('toomanyrequests: slow down') });
  expect(failing.result).toMatchObject({ what: { params: { why: { id: 'diagnose.rate-limit' } } } });
  const unknown = await found({ 'manifest inspect': refusal('no such manifest') });
  expect(unknown.result).toMatchObject({ what: { id: 'kit.no-image' }, raw: 'no such manifest\nno such manifest' });
});

it('what was pulled goes again when it does not fit, and when it is stopped', async () => {
  const misfit = await found({ ...fromMirror, [`image inspect ${mirrored}`]: image('amd64') });
  expect(misfit.result).toMatchObject({ exitCode: 3 });
  expect(misfit.calls).toContain(`image rm ${mirrored}`);
  const stopped = await found({ ...fromMirror, pull: { stdout: 'abort', exitCode: 130 } });
  expect(stopped.result).toMatchObject({ name: 'AbortError' });
  expect(stopped.calls).toContain(`image rm ${mirrored}`);
});

it('takes an engine that does not answer for no word about the image', async () => {
  const silent = 'error during connect: Get "http://docker.example.com/_ping": EOF';
  const { result } = await found({ 'image inspect': refusal(silent) });
  expect(result).toMatchObject({ exitCode: 3, what: { id: 'diagnose.unreachable' } });
});
