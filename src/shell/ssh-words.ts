const address = /^ssh:\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/?#[\]]+)(?::(\d+))?(?:[/?#].*)?$/;

/**
 * The words that reach the machine of an `ssh://` endpoint, as docker hands them to ssh: an IPv6 address without its
 * brackets, and never a password. `undefined` for what is no such address. By hand, because URL knows no zone of IPv6.
 */
export function sshWords(endpoint: string): readonly string[] | undefined {
  const [, login = '', host, port] = address.exec(endpoint) ?? [];
  if (host === undefined) return undefined;
  const user = decoded(login.replace(/:.*/s, ''));
  const machine = decoded(host.replace(/^\[(.*)\]$/, '$1'));
  return ['ssh', ...(port === undefined ? [] : ['-p', port]), user === '' ? machine : `${user}@${machine}`];
}

function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
