import { type Message, msg } from '../i18n/message.ts';
import {
  type Answer,
  isEmptyList,
  isForeign,
  isGzip,
  isManifest,
  isRegistryRoot,
  isVersionInfo,
  isVersionList,
} from './answers.ts';
import { type Asker, ask, patience } from './ask.ts';
import { firstGoproxy } from './forms.ts';
import { hideLogin, isLoopback, type Network } from './network.ts';

/** Too Many Requests. */
const tooMany = 429;

/** Asked for through a proxy: a name that cannot exist, so that any answer is the proxy's own and nobody else is asked. */
const nowhere = 'http://go-docker-lab.invalid/';

/** Asked for at a GOPROXY: a module that every module proxy has. */
const knownModule = 'golang.org/x/text';

/** One setting, asked whether it does what it is for. */
export interface Trial {
  readonly setting: 'registry' | 'goproxy' | 'apk' | 'proxy';
  /** As it may be shown: without a login. */
  readonly value: string;
  readonly passed: boolean;
  readonly says: Message;
  /** The registry that has to be logged in to. */
  readonly login?: string;
  /** What to do, where it is not what helps with every address. */
  readonly next?: Message;
  /** The other side's words. */
  readonly raw?: string;
}

/** What is asked for, and by whom. */
export interface TrialMachine extends Asker {
  /** Public names of the images that the course builds FROM. */
  readonly bases: readonly string[];
  /** As docker names it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Whether docker, with the logins that it keeps, reads an image's manifest. Absent: nobody can tell. */
  readonly reads?: (image: string, plainHttp: boolean, signal: AbortSignal) => Promise<boolean>;
}

/** Tries every setting that is in force, all at the same time, each for a bounded time. */
export function tryNetwork(machine: TrialMachine, network: Network): Promise<readonly Trial[]> {
  const { registry, goproxy, apk, proxy } = network;
  const proxies = [...new Set([proxy?.HTTP_PROXY, proxy?.HTTPS_PROXY])].filter((url) => url !== undefined);
  return Promise.all([
    ...(registry === undefined ? [] : [tryRegistry(machine, registry)]),
    ...(goproxy === undefined ? [] : [tryGoproxy(machine, goproxy)]),
    ...(apk === undefined ? [] : [tryApk(machine, apk)]),
    ...proxies.map((url) => tryProxy(machine, url)),
  ]);
}

/** A registry on this machine usually speaks plain HTTP; engines allow that for 127.0.0.0/8. */
export function registrySchemes(registry: string): readonly [string, string] {
  return isLoopback(registry) ? ['http', 'https'] : ['https', 'http'];
}

async function tryRegistry(machine: TrialMachine, registry: string): Promise<Trial> {
  const said = { setting: 'registry', value: registry } as const;
  const [host = registry, ...path] = registry.split('/');
  let broken: Trial | undefined;
  for (const scheme of registrySchemes(registry)) {
    const root = `${scheme}://${host}/v2/`;
    const answer = await ask(machine, root);
    if (!answer.answered) {
      broken ??= failed(said, msg('network.silent'), { raw: answer.error });
      continue;
    }
    const limited = failed(said, msg('network.limited'), { next: msg('network.limited.registry.next', { host }) });
    if (answer.status === tooMany) return limited;
    if (!isRegistryRoot(answer)) return noRegistry(said, answer);
    if (answer.status >= 500) return failed(said, msg('network.status', { status: answer.status }));
    const asked = await Promise.all(machine.bases.map((name) => manifestOf(machine, `${root}${path.join('/')}`, name)));
    const lacking = asked.flatMap(({ name, status }) => (status === 404 ? [name] : []));
    if (lacking.length > 0) return failed(said, msg('network.registry.lacks', { names: lacking.join(', ') }));
    if (asked.some(({ status }) => status === tooMany)) return limited;
    if (answer.status === 401 || asked.some(({ status }) => status === 401 || status === 403)) {
      // Many registries hand a token to everybody, but only docker knows how to ask for it.
      if (!(await readByDocker(machine, registry))) return failed(said, msg('network.registry.login'), { login: host });
    } else {
      const bad = asked.find(({ good }) => !good);
      if (bad?.status === 0) return failed(said, msg('network.silent'));
      if (bad && bad.status >= 400) return failed(said, msg('network.status', { status: bad.status }));
      if (bad) return foreign(said, `HTTP ${bad.status} from ${bad.url}, and no manifest`);
    }
    return { ...said, passed: true, says: msg('network.registry.has', { names: machine.bases.join(', ') }) };
  }
  return broken ?? failed(said, msg('network.silent'));
}

function noRegistry(said: Said, answer: Answer): Trial {
  const raw = `HTTP ${answer.status} from ${answer.url}`;
  if (isForeign(answer)) return foreign(said, raw);
  if (answer.status >= 500) return failed(said, msg('network.status', { status: answer.status }));
  return failed(said, msg('network.no-registry'), { raw });
}

async function readByDocker({ reads, bases, signal }: TrialMachine, registry: string): Promise<boolean> {
  if (!reads) return false;
  const deadline = AbortSignal.timeout(patience);
  const bound = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const answers = await Promise.all(bases.map((name) => reads(`${registry}/${name}`, isLoopback(registry), bound)));
  return answers.every(Boolean);
}

interface Manifest {
  readonly name: string;
  /** 0: nobody answered. */
  readonly status: number;
  /** What came back is a manifest. */
  readonly good: boolean;
  /** Where the answer came from. */
  readonly url: string;
}

async function manifestOf(machine: TrialMachine, root: string, image: string): Promise<Manifest> {
  const [, name = image, tag = 'latest'] = /^([^@]*?)(?::([^/:@]+))?(?:@.*)?$/.exec(image) ?? [];
  const answer = await ask(machine, `${root.replace(/\/+$/, '')}/${name}/manifests/${tag}`);
  const { url } = answer;
  if (!answer.answered) return { name: image, status: 0, good: false, url };
  return { name: image, status: answer.status, good: isManifest(answer), url };
}

async function tryGoproxy(machine: TrialMachine, goproxy: string): Promise<Trial> {
  const said = { setting: 'goproxy', value: goproxy } as const;
  const first = firstGoproxy(goproxy) ?? goproxy;
  const list = await tryFile(
    machine,
    said,
    `${first}/${knownModule}/@v/list`,
    (one) => isVersionList(one) || isEmptyList(one),
  );
  if (!list.answer || !isEmptyList(list.answer)) return list.trial;
  return (await tryFile(machine, said, `${first}/${knownModule}/@latest`, isVersionInfo)).trial;
}

async function tryApk(machine: TrialMachine, apk: string): Promise<Trial> {
  const version = machine.bases.map((name) => /^alpine:(\d+\.\d+)/.exec(name)?.[1]).find(Boolean);
  const branch = version === undefined ? 'latest-stable' : `v${version}`;
  const arch = machine.architecture === 'arm64' ? 'aarch64' : 'x86_64';
  const url = `${apk}/${branch}/main/${arch}/APKINDEX.tar.gz`;
  return (await tryFile(machine, { setting: 'apk', value: apk }, url, isGzip)).trial;
}

/** One file that is there where the setting does what it is for; `good`: whether an answer is that file. */
async function tryFile(
  machine: TrialMachine,
  said: Said,
  url: string,
  good: (answer: Answer) => boolean,
): Promise<{ readonly trial: Trial; readonly answer?: Answer }> {
  if (isLoopback(url)) return { trial: failed(said, msg('network.loopback')) };
  const answer = await ask(machine, url);
  if (!answer.answered) return { trial: failed(said, msg('network.silent'), { raw: answer.error }) };
  const { status } = answer;
  if (good(answer)) return { answer, trial: { ...said, passed: true, says: msg('network.answers') } };
  if (isForeign(answer)) return { trial: foreign(said, `HTTP ${status} from ${answer.url}`) };
  if (status >= 500) return { trial: failed(said, msg('network.status', { status })) };
  if (status === tooMany) return { trial: failed(said, msg('network.limited'), { next: msg('network.limited.next') }) };
  return { trial: failed(said, msg('network.no-file', { url }), { raw: `HTTP ${status}` }) };
}

/** One request through it. Any answer will do, as it is the proxy's own, but for one that wants a login. */
async function tryProxy(machine: TrialMachine, url: string): Promise<Trial> {
  const said = { setting: 'proxy', value: hideLogin(url) } as const;
  if (isLoopback(url)) return failed(said, msg('network.loopback'));
  const via = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
  const { http, signal } = machine;
  const answer = await http.send({
    method: 'GET',
    url: nowhere,
    timeout: patience,
    via,
    ...(signal ? { signal } : {}),
  });
  if (!answer.answered) return failed(said, msg('network.silent'), { raw: answer.error });
  if (answer.status === 407) return failed(said, msg('network.proxy.login'), { raw: 'HTTP 407' });
  return { ...said, passed: true, says: msg('network.answers') };
}

type Said = Pick<Trial, 'setting' | 'value'>;

function failed(said: Said, says: Message, more: Pick<Trial, 'login' | 'next' | 'raw'> = {}): Trial {
  return { ...said, passed: false, says, ...more };
}

/** Somebody answers, but not as such a mirror does. */
function foreign(said: Said, raw: string): Trial {
  return failed(said, msg('network.foreign'), { next: msg('network.foreign.next'), raw });
}
