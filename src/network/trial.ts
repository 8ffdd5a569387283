import type { HttpEvidence } from '../checks/evidence.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Http } from '../ports/http.ts';
import { firstGoproxy } from './forms.ts';
import { hideLogin, isLoopback, type Network } from './network.ts';

const trialMilliseconds = 4500;

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
  /** Asked again too soon: what to do then. */
  readonly limited?: Message;
  /** The other side's words. */
  readonly raw?: string;
}

/** What is asked for, and by whom. */
export interface TrialMachine {
  readonly http: Http;
  /** Public names of the images that the course builds FROM. */
  readonly bases: readonly string[];
  /** As docker names it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Whether docker, with the logins that it keeps, reads an image's manifest. Absent: nobody can tell. */
  readonly reads?: (image: string, plainHttp: boolean, signal: AbortSignal) => Promise<boolean>;
  readonly signal?: AbortSignal;
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
  const failed = (says: Message, raw?: string): Trial => ({
    ...said,
    passed: false,
    says,
    ...(raw === undefined ? {} : { raw }),
  });
  const [host = registry, ...path] = registry.split('/');
  let broken: Trial | undefined;
  for (const scheme of registrySchemes(registry)) {
    const root = `${scheme}://${host}/v2/`;
    const answer = await get(machine, root);
    if (!answer.answered) {
      broken ??= failed(msg('network.silent'), answer.error);
      continue;
    }
    if (answer.status >= 500) return failed(msg('network.status', { status: answer.status }));
    const limited = { ...failed(msg('network.limited')), limited: msg('network.limited.registry.next', { host }) };
    if (answer.status === tooMany) return limited;
    if (!isRegistry(answer)) return failed(msg('network.no-registry'), `HTTP ${answer.status} from ${root}`);
    const asked = await Promise.all(machine.bases.map((name) => holds(machine, `${root}${path.join('/')}`, name)));
    const lacking = asked.flatMap(({ name, status }) => (status === 404 ? [name] : []));
    if (lacking.length > 0) return failed(msg('network.registry.lacks', { names: lacking.join(', ') }));
    if (asked.some(({ status }) => status === tooMany)) return limited;
    if (answer.status === 401 || asked.some(({ status }) => status === 401 || status === 403)) {
      // Many registries hand a token to everybody, but only docker knows how to ask for it.
      if (!(await readByDocker(machine, registry))) return { ...failed(msg('network.registry.login')), login: host };
    } else {
      const bad = asked.find(({ status }) => status === 0 || status >= 400)?.status;
      if (bad !== undefined) return failed(bad === 0 ? msg('network.silent') : msg('network.status', { status: bad }));
    }
    return { ...said, passed: true, says: msg('network.registry.has', { names: machine.bases.join(', ') }) };
  }
  return broken ?? failed(msg('network.silent'));
}

/** Registries say so in a header; some only answer as one. Other servers have a page there, or nothing. */
function isRegistry({ status, headers, body }: Extract<HttpEvidence, { answered: true }>): boolean {
  if (headers['docker-distribution-api-version'] !== undefined) return true;
  return status === 401 ? 'www-authenticate' in headers : status === 200 && /^\s*(?:\{\s*\})?\s*$/.test(body);
}

async function readByDocker({ reads, bases, signal }: TrialMachine, registry: string): Promise<boolean> {
  if (!reads) return false;
  const deadline = AbortSignal.timeout(trialMilliseconds);
  const bound = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const answers = await Promise.all(bases.map((name) => reads(`${registry}/${name}`, isLoopback(registry), bound)));
  return answers.every(Boolean);
}

async function holds(machine: TrialMachine, root: string, image: string): Promise<{ name: string; status: number }> {
  const [, name = image, tag = 'latest'] = /^([^@]*?)(?::([^/:@]+))?(?:@.*)?$/.exec(image) ?? [];
  const answer = await get(machine, `${root.replace(/\/+$/, '')}/${name}/manifests/${tag}`);
  return { name: image, status: answer.answered ? answer.status : 0 };
}

async function tryGoproxy(machine: TrialMachine, goproxy: string): Promise<Trial> {
  const first = firstGoproxy(goproxy) ?? goproxy;
  return tryFile(machine, { setting: 'goproxy', value: goproxy }, first, `${first}/${knownModule}/@v/list`, (body) =>
    /^v\d/m.test(body),
  );
}

async function tryApk(machine: TrialMachine, apk: string): Promise<Trial> {
  const version = machine.bases.map((name) => /^alpine:(\d+\.\d+)/.exec(name)?.[1]).find(Boolean);
  const branch = version === undefined ? 'latest-stable' : `v${version}`;
  const arch = machine.architecture === 'arm64' ? 'aarch64' : 'x86_64';
  const url = `${apk}/${branch}/main/${arch}/APKINDEX.tar.gz`;
  return tryFile(machine, { setting: 'apk', value: apk }, apk, url, (body) => body !== '');
}

/** One file that is there where the setting does what it is for. */
async function tryFile(
  machine: TrialMachine,
  said: Pick<Trial, 'setting' | 'value'>,
  address: string,
  url: string,
  good: (body: string) => boolean,
): Promise<Trial> {
  if (isLoopback(address)) return { ...said, passed: false, says: msg('network.loopback') };
  const answer = await get(machine, url);
  if (!answer.answered) return { ...said, passed: false, says: msg('network.silent'), raw: answer.error };
  // A redirect is where go and apk go on; whoever sends one knows the file.
  const moved = answer.status >= 301 && answer.status <= 308;
  if (moved || (answer.status === 200 && good(answer.body)))
    return { ...said, passed: true, says: msg('network.answers') };
  if (answer.status >= 500) return { ...said, passed: false, says: msg('network.status', { status: answer.status }) };
  if (answer.status === tooMany)
    return { ...said, passed: false, says: msg('network.limited'), limited: msg('network.limited.next') };
  return { ...said, passed: false, says: msg('network.no-file', { url }), raw: `HTTP ${answer.status}` };
}

/** One request through it. Any answer will do, as it is the proxy's own, but for one that wants a login. */
async function tryProxy(machine: TrialMachine, url: string): Promise<Trial> {
  const said = { setting: 'proxy', value: hideLogin(url) } as const;
  if (isLoopback(url)) return { ...said, passed: false, says: msg('network.loopback') };
  const via = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
  const answer = await get(machine, nowhere, via);
  if (!answer.answered) return { ...said, passed: false, says: msg('network.silent'), raw: answer.error };
  if (answer.status === 407) return { ...said, passed: false, says: msg('network.proxy.login'), raw: 'HTTP 407' };
  return { ...said, passed: true, says: msg('network.answers') };
}

function get({ http, signal }: TrialMachine, url: string, via?: string): ReturnType<Http['send']> {
  const timeout = trialMilliseconds;
  return http.send({
    method: 'GET',
    url,
    timeout,
    ...(via === undefined ? {} : { via }),
    ...(signal ? { signal } : {}),
  });
}
