import { type Message, type MessageId, msg } from './i18n/message.ts';
import { sshWords } from './shell/ssh-words.ts';

/** Where docker looks when nobody says anything else. */
const usualHost = /^(?:unix:\/\/(?:\/var)?\/run\/docker\.sock|npipe:.*docker_engine)$/;

const beforeLogin = /\b(?:kex|ssh)_exchange_identification: /;
/** The same, as docker tells it of a connection of its own. */
const dropped = /command \[ssh [\s\S]*?exited with exit status 255[\s\S]*?stderr=(?:kex|ssh)_exchange_identification: /;

/** What the docker command says of an address that it does not even try. */
const untried =
  /\b(?:parse "|invalid bind address format: |ssh host connection is not valid: |protocol not available$)/;

type Reason = readonly [MessageId & `endpoint.why.${string}`, RegExp];

/** What ssh, the machine behind it and the docker command say, each with our reason; the first that fits counts. */
const sshReasons: readonly Reason[] = [
  ['endpoint.why.dropped', beforeLogin],
  ['endpoint.why.no-ssh', /exec: "ssh(?:\.exe)?": executable file not found/],
  ['endpoint.why.settings', /bad owner or permissions on |bad configuration option/i],
  ['endpoint.why.host-key', /host key verification failed|remote host identification has changed/i],
  ['endpoint.why.key', /permission denied \(|too many authentication failures/i],
  ['endpoint.why.no-docker', /docker: (?:command )?not found|exit status 127/i],
  ['endpoint.why.account', /permission denied while trying to connect|raw stream connection: .*permission denied/i],
  ['endpoint.why.there', /raw stream connection/],
  ['endpoint.why.chatter', /malformed HTTP /],
];

/** The same for endpoints that are reached without ssh. */
const tcpReasons: readonly Reason[] = [
  [
    'endpoint.why.tls',
    // Whatever is no HTTP makes docker ask about TLS; only an alert or a handshake of TLS itself begins like this.
    /x509:|\btls: |--tlsverify|HTTP response to HTTPS|HTTP request to an HTTPS|\.pem\b|malformed HTTP response "\\x1[56]\\x03/,
  ],
  ['endpoint.why.no-engine', /malformed HTTP /],
];

const reasons: readonly Reason[] = [
  ['endpoint.why.name', /could not resolve hostname|no such host|name or service not known|nodename nor servname/i],
  ['endpoint.why.refused', /connection refused/i],
  ['endpoint.why.late', /timed out|i\/o timeout|no route to host|deadline exceeded|network is unreachable/i],
];

/** All that docker says when the docker command behind ssh does not get through to its engine. */
const notThrough = /Cannot connect to the Docker daemon at http:\/\/docker\.example\.com/;

/** An endpoint, and the context that it is from; `default` with one of its own is from DOCKER_HOST. */
interface EndpointFacts {
  readonly context?: string;
  readonly endpoint?: string;
}

interface Explained {
  readonly what: Message;
  readonly next: Message;
}

/**
 * Whether sshd dropped a connection of docker's before it let it in. It does so at random when more than ten are at
 * its door (MaxStartups in sshd_config(5)), and docker opens one for all that it does at once, such as for each name
 * of a `docker rm`. Nothing was done over that connection; the command may have had others.
 */
export function wasDropped(said: string): boolean {
  return dropped.test(said);
}

/** Whether the endpoint is reached over the network. */
export function isRemote({ endpoint = '' }: EndpointFacts): boolean {
  return /^(?:tcp|https?|ssh):/.test(endpoint);
}

/**
 * Why nobody answers at an endpoint that somebody chose: another machine's, or any in DOCKER_HOST. `undefined` for
 * those at which this machine's own engine listens, which only has to be started.
 */
export function explainEndpoint(text: string, facts: EndpointFacts): Explained | undefined {
  const { context = 'default', endpoint } = facts;
  if (endpoint === undefined) return undefined;
  if (/dial tcp: address \S+: invalid port/.test(text)) return unusableAddress(endpoint, context);
  if (!isRemote(facts) && (context !== 'default' || usualHost.test(endpoint))) return undefined;
  const why = isRemote(facts) ? reasonIn(text, endpoint) : 'endpoint.why.nobody';
  const { source, leave } = from(context);
  const shown = withoutPassword(endpoint, endpoint);
  return {
    what: msg('endpoint.silent', { endpoint: shown, source, why: msg(why) }),
    next: nextMove(shown, why, leave),
  };
}

function reasonIn(text: string, endpoint: string): Reason[0] {
  const ssh = endpoint.startsWith('ssh:');
  const told = [...(ssh ? sshReasons : tcpReasons), ...reasons].find(([, pattern]) => pattern.test(text))?.[0];
  if (told !== undefined) return told;
  if (ssh) return notThrough.test(text) ? 'endpoint.why.there' : 'endpoint.why.broken-off';
  return /Cannot connect to the Docker daemon|failed to connect to the docker API/.test(text)
    ? 'endpoint.why.nobody'
    : 'endpoint.why.broken-off';
}

function nextMove(endpoint: string, why: Reason[0], leave: Message): Message {
  if (endpoint.startsWith('ssh:')) return nextOverSsh(sshWords(endpoint)?.join(' ') ?? 'ssh', why, leave);
  if (why === 'endpoint.why.tls') return msg('endpoint.next.tls', { leave });
  return /^(?:unix|npipe):/.test(endpoint)
    ? msg('endpoint.next.socket', { leave })
    : msg('endpoint.next.tcp', { leave });
}

/** The command shows whether ssh and the docker command over there work. */
function nextOverSsh(ssh: string, why: Reason[0], leave: Message): Message {
  const command = `${ssh} docker version`;
  switch (why) {
    case 'endpoint.why.dropped':
      return msg('endpoint.next.dropped', { leave });
    case 'endpoint.why.no-ssh':
      return msg('endpoint.next.no-ssh', { leave });
    case 'endpoint.why.settings':
      return msg('endpoint.next.settings', { command, leave });
    case 'endpoint.why.host-key':
      return msg('endpoint.next.host-key', { command, leave });
    case 'endpoint.why.account':
      return msg('endpoint.next.account', {
        join: `${ssh.replace(/^ssh/, 'ssh -t')} 'sudo usermod -aG docker $USER'`,
        command,
        leave,
      });
    case 'endpoint.why.no-docker':
    case 'endpoint.why.there':
      return msg('endpoint.next.there', { command, leave });
    case 'endpoint.why.chatter':
      return msg('endpoint.next.chatter', { command, leave });
    default:
      return msg('endpoint.next.ssh', { command, leave });
  }
}

/** For a line in which docker says that it cannot make sense of the endpoint's address; `undefined` for any other. */
export function explainAddress(line: string, { context = 'default', endpoint }: EndpointFacts): Explained | undefined {
  if (endpoint === undefined || !untried.test(line)) return undefined;
  // A program in a container may well have an address of its own that cannot be read.
  const ours = !/^parse "/.test(line) || line.startsWith(`parse ${JSON.stringify(endpoint)}: `);
  if (!ours) return undefined;
  if (!/plain-text password/.test(line)) return unusableAddress(endpoint, context);
  const { source, leave } = from(context);
  const shown = withoutPassword(endpoint, endpoint);
  return {
    what: msg('endpoint.password', { endpoint: shown, source }),
    next: msg('endpoint.password.next', { leave }),
  };
}

/** That the docker command can do nothing with this address. */
export function unusableAddress(endpoint: string, context: string): Explained {
  const { source, leave } = from(context);
  const shown = withoutPassword(endpoint, endpoint);
  return { what: msg('endpoint.address', { endpoint: shown, source }), next: msg('endpoint.address.next', { leave }) };
}

/** Who chose the endpoint, and how to go without it. */
function from(context: string): { readonly source: Message; readonly leave: Message } {
  return context === 'default'
    ? { source: msg('endpoint.source.variable'), leave: msg('endpoint.leave.variable') }
    : { source: msg('endpoint.source.context', { context }), leave: msg('endpoint.leave.context') };
}

/** The text with the password of this endpoint's address, if it has one, covered. */
export function withoutPassword(text: string, endpoint: string): string {
  const shown = endpoint.replace(/^(\w+:\/\/[^/@:]*):.*@/s, '$1:***@');
  return shown === endpoint ? text : text.replaceAll(endpoint, shown);
}
