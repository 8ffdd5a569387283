import { describe, expect, it } from 'vitest';
import { type Answer, fakeEngine } from '../../doctor/testing/fake-machine.ts';
import type { Engine } from '../../ports/engine.ts';
import type { KitBase } from '../../ports/kit.ts';
import { dropPulled, findSources, type Source } from './images.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const list = JSON.stringify({ manifests: [{ digest, platform: { os: 'linux', architecture: 'arm64' } }] });
const image = (architecture: string): string =>
  JSON.stringify([{ Created: 'x', Os: 'linux', Architecture: architecture, RootFS: { Layers: ['sha256:a'] } }]);
const refusal = (stderr: string): Answer => ({ exitCode: 1, stderr });

const base = (given: Partial<KitBase> = {}): KitBase => {
  const [name, mirror] = ['alpine:3.22', '127.0.0.1:5000/library/alpine:3.22'];
  return { name, source: 'public', image: name, sources: [mirror, name], ...given };
};

/** An engine with these answers, on which pulls, tags and removals move names as on a true one. */
function engineOf(answers: Readonly<Record<string, Answer>>) {
  const calls: string[] = [];
  const abort = new AbortController();
  /** Name → the name under which it was pulled. */
  const names = new Map<string, string>();
  const plain = fakeEngine({ info: '', ...answers });
  const engine: typeof plain = {
    ...plain,
    async docker(args, options) {
      calls.push(args.join(' '));
      const [command, from = '', name = ''] = [args[0] ?? '', args.at(-2), args.at(-1)];
      const result = await plain.docker(command === 'image' ? args.with(-1, names.get(name) ?? name) : args, options);
      if (result.stdout === 'abort') abort.abort();
      if (command === 'pull' && result.exitCode === 0) names.set(name, name);
      const image = names.get(command === 'tag' ? from : name);
      if (command === 'tag' && image !== undefined) {
        names.set(name, image);
        return done;
      }
      if (args[1] === 'rm' && image !== undefined) {
        names.delete(name);
        return done;
      }
      const isHere = image !== undefined || !/@|^go-docker-lab\/kit:/.test(name);
      return command === 'tag' || (command === 'image' && !isHere) ? refusalOf(`No such image: ${name}`) : result;
    },
  };
  return { engine, calls, names, signal: abort.signal };
}

/** What is found for a platform on an engine with these answers, and what was asked of that. */
async function found(answers: Readonly<Record<string, Answer>>, one = base(), platform = 'linux/arm64') {
  const { engine, calls, names, signal } = engineOf(answers);
  const wanted = { path: '/kit.tar', engine, bases: [one], platforms: [platform] };
  const result = await findSources(wanted, signal).catch((error: unknown) => error);
  return { result, calls, engine, names };
}

const done = { exitCode: 0, stdout: '', stderr: '', output: '', seconds: 0 };

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
  const { result, calls, engine, names } = await found(fromMirror);
  const [held = ''] = names.keys();
  expect(result).toMatchObject([{ image: { reference: 'alpine:3.22' }, saveArgs: [held], pulled: held }]);
  expect([...names]).toEqual([[held, mirrored]]);
  expect(calls).not.toContain('manifest inspect alpine:3.22');
  await dropPulled(engine, result as readonly Source[]);
  expect([...names]).toEqual([]);
});

describe('two runs on one engine', () => {
  const wanted = (engine: Engine, path: string) => ({ path, engine, bases: [base()], platforms: ['linux/arm64'] });
  /** Whether what is to be saved is there. */
  const stands = async (engine: Engine, [source]: readonly Source[]) =>
    (await engine.docker(['image', 'inspect', source?.saveArgs.at(-1) ?? ''])).exitCode === 0;

  it.each([
    ['one after the other', false],
    ['at once', true],
  ])('for the same image of another CPU do not take it away from each other: found %s', async (_, atOnce) => {
    const { engine, names } = engineOf(fromMirror);
    const find = (path: string) => findSources(wanted(engine, path));
    const first = find('/a.tar');
    if (!atOnce) await first;
    const [a, b] = await Promise.all([first, find('/b.tar')]);
    await dropPulled(engine, a);
    expect(await stands(engine, b)).toBe(true);
    await dropPulled(engine, b);
    expect([...names]).toEqual([]);
  });

  it('pull it again when the other has taken its name away between pull and tag', async () => {
    const { engine, calls, names } = engineOf(fromMirror);
    let taken = false;
    const shared: Engine = {
      ...engine,
      async docker(args, options) {
        if (args[0] === 'tag' && !taken) taken = names.delete(mirrored);
        return engine.docker(args, options);
      },
    };
    const sources = await findSources(wanted(shared, '/a.tar'));
    expect(calls.filter((call) => call.startsWith('pull'))).toHaveLength(2);
    expect(await stands(engine, sources)).toBe(true);
  });

  it('leave an image alone that was there under its digest', async () => {
    const { engine, calls, names } = engineOf(fromMirror);
    names.set(mirrored, mirrored);
    await dropPulled(engine, await findSources(wanted(engine, '/a.tar')));
    expect([...names.keys()]).toEqual([mirrored]);
    expect(calls.join()).not.toContain('pull');
  });

  it('the second of which was killed before: what it held has the same name, and goes', async () => {
    const { engine, names } = engineOf(fromMirror);
    await findSources(wanted(engine, '/a.tar'));
    await dropPulled(engine, await findSources(wanted(engine, '/a.tar')));
    expect([...names]).toEqual([]);
  });
});

it.each(['amd64', 'arm64'])('an image without layers is no base of a kit, and does not stay: %s', async (cpu) => {
  const bare = JSON.stringify([{ Created: '', Os: 'linux', Architecture: cpu, RootFS: { Type: 'layers' } }]);
  const local = cpu === 'amd64' ? { 'image inspect alpine:3.22': bare } : {};
  const { result, names } = await found(
    { ...fromMirror, [`image inspect ${mirrored}`]: bare, ...local },
    base(),
    `linux/${cpu}`,
  );
  expect(result).toMatchObject({
    exitCode: 3,
    what: { id: 'kit.no-layers', params: { name: 'alpine:3.22', platform: `linux/${cpu}` } },
    next: { id: 'kit.no-layers.next' },
  });
  expect([...names]).toEqual([]);
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
