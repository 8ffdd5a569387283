import type { Machine } from './endpoint.ts';

const loopback = '127.0.0.1';

/**
 * Where published ports of this engine answer: this machine, or the machine of a tcp or ssh
 * endpoint. Never `localhost`, which may mean an IPv6 address that nobody has published.
 */
export async function publishedHost(machine: Machine, endpoint: string): Promise<string> {
  if (!/^(?:tcp|https?|ssh):\/\//.test(endpoint) || !URL.canParse(endpoint)) return loopback;
  const { protocol, hostname, username } = new URL(endpoint);
  const name = protocol === 'ssh:' ? await sshHost(machine, hostname, username) : hostname;
  return name === 'localhost' || name === '' ? loopback : name;
}

/** An ssh endpoint may name a host of the ssh configuration. */
async function sshHost(machine: Machine, host: string, user: string): Promise<string> {
  const result = await machine.process.run('ssh', ['-G', user === '' ? host : `${user}@${host}`]);
  return /^hostname (\S+)$/m.exec(result.stdout)?.[1] ?? host;
}
