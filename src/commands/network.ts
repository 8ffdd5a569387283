import { exitCodes, MachineError, UserError } from '../errors.ts';
import { type Message, type MessageId, msg, say } from '../i18n/message.ts';
import { askByEngine } from '../network/by-engine.ts';
import { hideLogin, mirrorVariable, type Network, namesProxy, registryName } from '../network/network.ts';
import { judgeSettings } from '../network/settings.ts';
import { type Trial, type TrialMachine, tryNetwork } from '../network/trial.ts';
import type { Engine } from '../ports/engine.ts';
import type { NetworkSettings } from '../ports/network-file.ts';
import { type App, print } from './app.ts';

const searchMilliseconds = 4500;

/** Flags of `network`. */
export interface NetworkFlags {
  readonly goproxy?: string;
  readonly apk?: string;
  /** Keep the settings though a test of them failed. */
  readonly force: boolean;
}

/** `network`: shows what is in force and tries it; with words behind it, tries other settings and keeps them. */
export async function setNetwork(app: App, words: readonly string[], flags: NetworkFlags): Promise<number> {
  const chosen = words.length === 0 ? undefined : chosenBy(words, flags);
  const network = await app.network(chosen);
  const proxyless = network.profile === 'proxy' && !namesProxy(network.proxy ?? {});
  if (chosen && proxyless) throw new UserError({ what: msg('network.no-proxy'), next: msg('network.no-proxy.next') });
  const { engine, silent, trials } = await examine(app, network, chosen !== undefined);
  const failed = trials.find((trial) => !trial.passed && !trial.unsure);
  const keep = chosen !== undefined && (failed === undefined || flags.force);
  if (chosen !== undefined && !keep && failed) throw explained(failed, network, 'network.not-kept');
  if (chosen !== undefined) await app.networkFile.write(chosen);
  await tell(app, network, trials, { keep, ...(engine ? { engine } : {}) });
  if (keep || (!failed && !proxyless)) return exitCodes.ok;
  if (app.flags.json) return exitCodes.machine;
  if (!failed) throw new MachineError({ what: msg('doctor.network.no-proxy'), next: msg('network.no-proxy.next') });
  if (network.profile !== 'direct') throw explained(failed, network, 'network.not-working');
  throw silent ?? new MachineError({ what: msg('network.hub-silent'), next: msg('network.hub-silent.next') });
}

/** What the words on the command line ask for. Throws a UserError for what makes no sense. */
function chosenBy([profile = '', ...rest]: readonly string[], { goproxy, apk }: NetworkFlags): NetworkSettings {
  const mirrors = goproxy !== undefined || apk !== undefined;
  const [value] = rest;
  const most = profile === 'mirror' || profile === 'proxy' ? 1 : 0;
  if (rest.length > most || (mirrors && profile !== 'mirror')) throw wrong();
  switch (profile) {
    case 'direct':
    case 'offline':
      return { profile };
    case 'proxy':
      return judged({ profile, ...(value === undefined ? {} : { url: value }) });
    case 'mirror': {
      const registry = registryName(value);
      if (registry === undefined && !mirrors)
        throw new UserError({ what: msg('network.no-mirror'), next: msg('network.usage.next') });
      return judged({
        profile,
        ...(registry === undefined ? {} : { registry }),
        ...(goproxy === undefined ? {} : { goproxy }),
        ...(apk === undefined ? {} : { apk }),
      });
    }
    default:
      throw wrong();
  }
}

function wrong(): UserError {
  return new UserError({ what: msg('network.usage'), next: msg('network.usage.next') });
}

function judged(value: unknown): NetworkSettings {
  const result = judgeSettings(value);
  if ('settings' in result) return result.settings;
  const { problems } = result;
  throw new UserError({ what: msg('network.usage.value', { problems }), next: msg('network.usage.next') });
}

interface Examined {
  readonly trials: readonly Trial[];
  readonly engine?: Engine;
  /** Why there is no engine. */
  readonly silent?: MachineError;
}

/** Asks everything that is in force. Without an engine only the engine's own way cannot be told. */
async function examine(app: App, network: Network, setting: boolean): Promise<Examined> {
  const { bases } = await app.loadCourse();
  // These two work without anybody's help.
  if (network.profile === 'offline' || (network.profile === 'direct' && setting)) return { trials: [] };
  const engine = await app.connect(app.interrupted).catch((error: unknown) => {
    if (error instanceof MachineError) return error;
    throw error;
  });
  const { http, interrupted: signal } = app;
  const found = engine instanceof MachineError ? { silent: engine } : { engine };
  const architecture = found.engine?.info.architecture ?? app.machine.arch;
  const remote = found.engine ? found.engine.remote?.name : app.engineAt.remote();
  const by = found.engine ? askedBy(found.engine, signal) : {};
  const trials =
    network.profile === 'direct'
      ? [await tryPublicRegistry(app, found.engine)]
      : await tryNetwork(
          { http, bases, architecture, signal, ...by, ...(remote === undefined ? {} : { remote }) },
          network,
        );
  return { trials, ...found };
}

/** What the engine is told, and what the docker command here, which knows every login that it keeps, and asks for tokens. */
function askedBy(engine: Engine, interrupted: AbortSignal): Required<Pick<TrialMachine, 'reads' | 'byEngine'>> {
  return {
    byEngine: (image) => askByEngine(engine, image, interrupted),
    reads: async (image, plainHttp, signal) => {
      const insecure = plainHttp ? ['--insecure'] : [];
      return (await engine.docker(['manifest', 'inspect', ...insecure, image], { signal })).exitCode === 0;
    },
  };
}

/** Asked by the engine itself, as doctor does it: no address of a registry is kept here. */
async function tryPublicRegistry(app: App, engine: Engine | undefined): Promise<Trial> {
  const bound = AbortSignal.any([app.interrupted, AbortSignal.timeout(searchMilliseconds)]);
  // Podman's own command asks only the registries that its settings name, and is content with none.
  const name = engine?.info.podmanCommand ? 'docker.io/alpine' : 'alpine';
  const result = await engine?.docker(['search', '--limit', '1', name], { signal: bound });
  const passed = result?.exitCode === 0;
  const says = msg(!engine ? 'doctor.registry.unasked' : passed ? 'network.answers' : 'network.silent');
  return { setting: 'registry', value: 'Docker Hub', passed, says, ...(result ? { raw: result.output.trim() } : {}) };
}

function explained(
  { setting, value, says, login, next: special, raw }: Trial,
  { from }: Network,
  id: 'network.not-kept' | 'network.not-working',
): MachineError {
  const params = { setting: msg(`network.setting.${setting}`), value, why: says };
  const kept = id === 'network.not-working';
  let next = special ?? msg(`${id}.next`);
  if (login !== undefined) next = msg(kept ? 'diagnose.login.next' : 'network.registry.login.next', { host: login });
  else if (!special && kept && from === 'environment' && setting === 'registry')
    next = msg('network.variable.next', { variable: mirrorVariable });
  return new MachineError({ what: msg(id, params), next, ...(raw === undefined ? {} : { raw }) });
}

async function tell(
  app: App,
  network: Network,
  trials: readonly Trial[],
  { keep, engine }: { readonly keep: boolean; readonly engine?: Engine },
): Promise<void> {
  const { profile, from } = network;
  const { path } = app.networkFile;
  const words = (message: Message): string => say(app.lang, message);
  if (app.flags.json) {
    const tests = trials.map(({ setting, value, passed, unsure, says }) => ({
      setting,
      value,
      passed,
      ...(unsure ? { unsure } : {}),
      says: words(says),
    }));
    print(app, JSON.stringify({ v: 1, type: 'network', profile, from, path, kept: keep, tests }));
    return;
  }
  print(app, words(profileOf(network)));
  for (const { setting, value, passed, unsure, says } of trials)
    print(
      app,
      `  ${passed ? '✓' : unsure ? '?' : '✗'} ${words(msg(`network.setting.${setting}`))} ${value} ${words(says)}`,
    );
  if (engine && profile === 'proxy') print(app, words(await engineProxy(engine)));
  if (keep) print(app, words(msg('network.kept', { path })));
  if (keep && (await app.network()).from === 'environment') print(app, words(msg('network.from.environment')));
  if (!keep) print(app, words(from === 'file' ? msg('network.from.file', { path }) : msg(`network.from.${from}`)));
}

function profileOf({ profile, from, registry, goproxy, apk }: Network): Message {
  if (profile !== 'mirror') return msg(`network.profile.${profile}` satisfies MessageId);
  if (from === 'environment') return msg('network.profile.mirror.variable');
  return msg([registry, goproxy, apk].some(Boolean) ? 'network.profile.mirror' : 'network.profile.mirror.empty');
}

/** Pulls are the engine's own work, and so is its proxy. */
async function engineProxy(engine: Engine): Promise<Message> {
  const { stdout, exitCode } = await engine.docker(['info', '--format', '{{or .HTTPSProxy .HTTPProxy}}']);
  const url = stdout.trim();
  return exitCode === 0 && url !== '' && url !== '<no value>'
    ? msg('network.engine-proxy', { url: hideLogin(url) })
    : msg('network.engine-direct');
}
