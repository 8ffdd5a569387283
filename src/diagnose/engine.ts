import { explainAddress, explainEndpoint, isRemote } from '../diagnose-endpoint.ts';
import { msg } from '../i18n/message.ts';
import type { Row } from './row.ts';

/** The machine, its docker command and its engine. */
export const engineRows: readonly Row[] = [
  {
    area: 'machine',
    pattern: /could not be found in this WSL [12] distro/,
    explain: () => ({ what: msg('diagnose.wsl'), next: msg('diagnose.wsl.next') }),
  },
  {
    area: 'machine',
    pattern: /permission denied.*(?:docker\.sock|Docker daemon socket|docker API|docker_engine|dockerDesktop)/i,
    // It is the account over there that may not.
    explain: (_, facts, text) =>
      isRemote(facts)
        ? explainEndpoint(text, facts)
        : { what: msg('diagnose.permission'), next: msg('diagnose.permission.next') },
  },
  {
    area: 'machine',
    pattern: /context "([^"]*)"(?:: context)? (?:not found|does not exist)/,
    explain: ([, context = '']) => ({
      what: context === '' ? msg('diagnose.context.empty') : msg('diagnose.context', { context }),
      next: msg('diagnose.context.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /^(?:Failed to initialize: |parse "|invalid bind address format: |ssh host connection is not valid: )/,
    explain: ({ input }, facts) => explainAddress(input, facts),
  },
  {
    area: 'machine',
    pattern: /client version \S+ is too (?:old|new)/,
    explain: () => ({ what: msg('diagnose.api-version'), next: msg('diagnose.api-version.next') }),
  },
  {
    area: 'machine',
    pattern:
      /Cannot connect to the Docker daemon|failed to connect to the docker API|open \/\/\.\/pipe\/|docker daemon is not running|error during connect/,
    // What ssh says stands on lines of its own behind this one.
    explain: (_, facts, text) =>
      explainEndpoint(text, facts) ?? {
        what: msg('diagnose.unreachable', { context: facts.context ?? 'default' }),
        next: msg('diagnose.unreachable.next'),
      },
  },
  {
    area: 'machine',
    pattern: /unable to connect to Podman|Cannot connect to Podman/,
    explain: (_, { endpoint }, text) => {
      const host = endpoint ?? `unix://${/dial unix (?:\/\/)?(\/\S+?):/.exec(text)?.[1] ?? '/run/podman/podman.sock'}`;
      const root = !/\/run\/user\//.test(host);
      return {
        what: msg('diagnose.podman-socket', { host }),
        next: msg(root ? 'diagnose.podman-socket.root' : 'diagnose.podman-socket.next', { host }),
      };
    },
  },
  {
    area: 'machine',
    pattern:
      /(?:TLS-enabled daemon without TLS|HTTP request to an HTTPS server|--tlsverify\)|^(?:Failed to initialize: .*)?open \S+\.pem: )/,
    explain: (_, facts, text) => explainEndpoint(text, facts),
  },
  {
    area: 'machine',
    pattern: /BuildKit is enabled but the buildx component is missing/,
    explain: () => ({ what: msg('diagnose.buildx'), next: msg('diagnose.buildx.next') }),
  },
  {
    area: 'machine',
    // What the builder before BuildKit says of RUN --mount and of COPY --chmod.
    pattern: /the --(\w+) option requires BuildKit/,
    explain: ([, flag = '']) => ({
      what: msg('diagnose.old-builder', { flag }),
      next: msg('diagnose.old-builder.next', { flag }),
    }),
  },
  {
    area: 'machine',
    pattern: /error getting credentials.*?docker-credential-([\w.-]+)/,
    explain: ([, helper = '']) => ({
      what: msg('diagnose.credentials', { helper: helper.replace(/\.exe$/, '') }),
      next: msg('diagnose.credentials.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /no space left on device/,
    explain: () => ({ what: msg('diagnose.disk'), next: msg('diagnose.disk.next') }),
  },
  {
    area: 'machine',
    pattern: /cannot allocate memory|signal: killed|OOMKilled/,
    explain: () => ({ what: msg('diagnose.memory'), next: msg('diagnose.memory.next') }),
  },
];
