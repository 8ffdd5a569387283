import { msg } from '../i18n/message.ts';
import type { RegistryWord } from '../ports/engine.ts';
import { type Answer, isForeign, isManifest, isRegistryRoot } from './answers.ts';
import { ask, patience } from './ask.ts';
import { isLoopback, namesItsRegistry } from './network.ts';
import { askedFromHere, failed, foreign, type Said, type Trial, type TrialMachine, tooMany } from './verdict.ts';

/** A registry on this machine usually speaks plain HTTP; engines allow that for 127.0.0.0/8. */
export function registrySchemes(registry: string): readonly [string, string] {
  return isLoopback(registry) ? ['http', 'https'] : ['https', 'http'];
}

/** By the engine, from where it is pulled from; from here where no engine can be asked. */
export async function tryRegistry(given: TrialMachine, registry: string): Promise<Trial> {
  const machine = { ...given, bases: given.bases.filter((name) => !namesItsRegistry(name)) };
  const { bases, byEngine, remote } = machine;
  const words = await Promise.all(bases.map(async (name) => ({ name, word: await byEngine?.(`${registry}/${name}`) })));
  const asked = words.flatMap(({ name, word }) => (word ? [{ name, ...word }] : []));
  if (asked.length < bases.length || asked.length === 0)
    return askedFromHere(machine, await tryFromHere(machine, registry));
  const trial = judgeWords(registry, asked, remote);
  if (trial.passed || remote !== undefined) return trial;
  // On this machine more can be said of who answers there, and docker has logins that we do not find.
  if (!asked.some(({ outcome }) => ['foreign', 'failed', 'login', 'silent'].includes(outcome))) return trial;
  const here = await tryFromHere(machine, registry);
  if (trial.says.id === 'network.silent') return here.says.id === 'network.silent' ? trial : onlyHere(trial);
  const tellsMore = here.passed ? trial.login !== undefined : here.says.id !== 'network.silent';
  return tellsMore ? here : trial;
}

/** The worst of what the engine was told of the base images. */
const worstFirst = [
  'lacks',
  'limited',
  'login',
  'plain',
  'untrusted',
  'broken',
  'foreign',
  'failed',
  'silent',
] as const;

function judgeWords(
  registry: string,
  asked: readonly (RegistryWord & { readonly name: string })[],
  host: string | undefined,
): Trial {
  const said = { setting: 'registry', value: registry } as const;
  const [place = registry] = registry.split('/');
  const namesOf = (wanted: RegistryWord['outcome']): string =>
    asked.flatMap(({ name, outcome }) => (outcome === wanted ? [name] : [])).join(', ');
  const met = worstFirst.flatMap((wanted) => asked.filter(({ outcome }) => outcome === wanted))[0];
  if (!met) return { ...said, passed: true, says: msg('network.registry.has', { names: namesOf('has') }) };
  const { raw } = met;
  switch (met.outcome) {
    case 'lacks':
      return failed(said, msg('network.registry.lacks', { names: namesOf('lacks') }));
    case 'limited':
      return failed(said, msg('network.limited'), { next: msg('network.limited.registry.next', { host: place }) });
    case 'login':
      return failed(said, msg('network.registry.login'), { login: place });
    case 'broken':
      return failed(said, msg('network.status', { status: met.status ?? 500 }), { raw });
    case 'foreign':
      // What a browser here is shown tells nothing of another machine's network.
      return host === undefined ? foreign(said, raw) : failed(said, msg('network.foreign'), { raw });
    case 'plain':
      return failed(said, msg('network.registry.plain'), { next: msg('diagnose.plain-http.next'), raw });
    case 'untrusted':
      return failed(said, msg('network.registry.untrusted'), { next: msg('diagnose.x509-download.next'), raw });
    case 'silent':
      return failed(said, host === undefined ? msg('network.silent') : msg('network.silent.engine', { host }), { raw });
    default:
      return failed(said, msg('network.registry.failed'), { raw });
  }
}

/** An engine in a virtual machine, or without root, has a 127.0.0.1, and may have a network, of its own. */
function onlyHere({ setting, value, raw = '' }: Trial): Trial {
  return failed({ setting, value }, msg('network.silent.own'), { next: msg('network.silent.own.next'), raw });
}

/** By this computer itself. */
async function tryFromHere(machine: TrialMachine, registry: string): Promise<Trial> {
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
    const has = machine.bases.length > 0 ? msg('network.registry.has', { names: machine.bases.join(', ') }) : undefined;
    return { ...said, passed: true, says: has ?? msg('network.answers') };
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
