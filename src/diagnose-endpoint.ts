import { type Message, type MessageId, msg } from './i18n/message.ts';

/** Where docker looks when nobody says anything else. */
const usualHost = /^(?:unix:\/\/(?:\/var)?\/run\/docker\.sock|npipe:.*docker_engine)$/;

const beforeLogin = /\b(?:kex|ssh)_exchange_identification: /;
/** The same, as docker tells it of a connection of its own. */
const dropped = /command \[ssh [\s\S]*?exited with exit status 255[\s\S]*?stderr=(?:kex|ssh)_exchange_identification: /;

/** What ssh, TLS and the docker command say, each with our reason; the first that fits counts. */
const reasons: readonly (readonly [MessageId & `endpoint.why.${string}`, RegExp])[] = [
  ['endpoint.why.dropped', beforeLogin],
  ['endpoint.why.host-key', /host key verification failed|remote host identification has changed/i],
  ['endpoint.why.key', /permission denied \(|too many authentication failures/i],
  ['endpoint.why.name', /could not resolve hostname|no such host|name or service not known|nodename nor servname/i],
  [
    'endpoint.why.tls',
    /x509:|\btls: |--tlsverify|TLS-enabled|HTTP response to HTTPS|HTTP request to an HTTPS|\.pem\b/i,
  ],
  ['endpoint.why.no-docker', /docker: (?:command )?not found|exit status 127/i],
  ['endpoint.why.there', /raw stream connection/],
  ['endpoint.why.refused', /connection refused/i],
  ['endpoint.why.late', /timed out|i\/o timeout|no route to host|deadline exceeded|network is unreachable/i],
];

/**
 * Whether sshd dropped a connection of docker's before it let it in. It does so at random when more than ten are at
 * its door (MaxStartups in sshd_config(5)), and docker opens one for all that it does at once, such as for each name
 * of a `docker rm`. Nothing was done over that connection; the command may have had others.
 */
export function wasDropped(said: string): boolean {
  return dropped.test(said);
}

/**
 * Why nobody answers at an endpoint that somebody chose: another machine's, or any in DOCKER_HOST. `undefined` for
 * those at which this machine's own engine listens, which only has to be started.
 */
export function explainEndpoint(
  text: string,
  { context = 'default', endpoint }: { readonly context?: string; readonly endpoint?: string },
): { readonly what: Message; readonly next: Message } | undefined {
  if (endpoint === undefined) return undefined;
  const named = context !== 'default';
  const remote = /^(?:tcp|https?|ssh):/.test(endpoint);
  if (!remote && (named || usualHost.test(endpoint))) return undefined;
  const told = reasons.find(([, pattern]) => pattern.test(text))?.[0];
  const why = (remote ? told : undefined) ?? 'endpoint.why.nobody';
  const source = named ? msg('endpoint.source.context', { context }) : msg('endpoint.source.variable');
  const leave = named ? msg('endpoint.leave.context') : msg('endpoint.leave.variable');
  return { what: msg('endpoint.silent', { endpoint, source, why: msg(why) }), next: nextMove(endpoint, why, leave) };
}

function nextMove(endpoint: string, why: string, leave: Message): Message {
  if (endpoint.startsWith('ssh:')) {
    const command = byHand(endpoint);
    if (why === 'endpoint.why.dropped') return msg('endpoint.next.dropped', { leave });
    return why === 'endpoint.why.host-key'
      ? msg('endpoint.next.host-key', { command, leave })
      : msg('endpoint.next.ssh', { command, leave });
  }
  if (why === 'endpoint.why.tls') return msg('endpoint.next.tls', { leave });
  return /^(?:unix|npipe):/.test(endpoint)
    ? msg('endpoint.next.socket', { leave })
    : msg('endpoint.next.tcp', { leave });
}

/** What shows whether ssh and the docker command over there work. */
function byHand(endpoint: string): string {
  const [, host = '', port] = /^ssh:\/\/(.*?)(?::(\d+))?(?:\/.*)?$/.exec(endpoint) ?? [];
  return `ssh ${port === undefined ? '' : `-p ${port} `}${host} docker version`;
}
