import { msg } from '../i18n/message.ts';
import { type Answer, isEmptyList, isForeign, isGzip, isProxys, isVersionInfo, isVersionList } from './answers.ts';
import { ask, patience } from './ask.ts';
import { firstGoproxy } from './forms.ts';
import { hideLogin, isLoopback, type Network } from './network.ts';
import { tryRegistry } from './registry-trial.ts';
import { askedFromHere, failed, foreign, type Said, type Trial, type TrialMachine, tooMany } from './verdict.ts';

export type { Trial, TrialMachine } from './verdict.ts';

/** Asked for through a proxy: a name that cannot exist, so that the answer is the proxy's own and nobody else is asked. */
const nowhere = 'go-docker-lab.invalid';

/** Asked for at a GOPROXY: a module that every module proxy has. */
const knownModule = 'golang.org/x/text';

/**
 * Tries every setting that is in force, all at the same time, each for a bounded time: the registry from where it is
 * pulled from, as far as the engine can be asked, and what builds use from here.
 */
export function tryNetwork(machine: TrialMachine, network: Network): Promise<readonly Trial[]> {
  const { registry, goproxy, apk, proxy } = network;
  const proxies = [...new Set([proxy?.HTTP_PROXY, proxy?.HTTPS_PROXY])].filter((url) => url !== undefined);
  const fromHere = async (trial: Promise<Trial>): Promise<Trial> => askedFromHere(machine, await trial);
  return Promise.all([
    ...(registry === undefined ? [] : [tryRegistry(machine, registry)]),
    ...(goproxy === undefined ? [] : [fromHere(tryGoproxy(machine, goproxy))]),
    ...(apk === undefined ? [] : [fromHere(tryApk(machine, apk))]),
    ...proxies.map((url) => fromHere(tryProxy(machine, url))),
  ]);
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

/** One request through it, for what nobody has: a proxy says so, in whatever words. */
async function tryProxy(machine: TrialMachine, url: string): Promise<Trial> {
  const said = { setting: 'proxy', value: hideLogin(url) } as const;
  if (isLoopback(url)) return failed(said, msg('network.loopback'));
  const via = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
  const { http, signal } = machine;
  const answer = await http.send({
    method: 'GET',
    url: `http://${nowhere}/`,
    timeout: patience,
    via,
    ...(signal ? { signal } : {}),
  });
  if (!answer.answered) return failed(said, msg('network.silent'), { raw: answer.error });
  const { status } = answer;
  const raw = `HTTP ${status}`;
  if (status === 407) return failed(said, msg('network.proxy.login'), { raw });
  if (isForeign(answer)) return failed(said, msg('network.proxy.foreign'), { next: msg('network.foreign.next'), raw });
  if (!isProxys(answer, nowhere)) return failed(said, msg('network.proxy.none', { status }), { raw });
  return { ...said, passed: true, says: msg('network.answers') };
}
