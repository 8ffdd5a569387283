import { msg } from '../i18n/message.ts';
import type { Finding, Row } from './row.ts';

/** Words of an error that come from a download, not from a program that runs. */
const downloads =
  /failed to (?:solve|resolve|do request|fetch|authorize|copy)|Error response from daemon|registry|\bgo: |proxy\.golang\.org|goproxy|apk/;

const unknownAuthority = /x509: (?:certificate signed by unknown authority|failed to load system roots)/;

/** Downloads from registries, the Go proxy and apk; and programs that miss what a full image has, which say much the same. */
export const downloadRows: readonly Row[] = [
  {
    area: 'machine',
    pattern: /toomanyrequests|pull rate limit|429 Too Many Requests/,
    explain: () => ({ what: msg('diagnose.rate-limit'), next: msg('diagnose.rate-limit.next') }),
  },
  {
    area: 'machine',
    pattern: /incorrect username or password/,
    explain: () => ({ what: msg('diagnose.login-wrong'), next: msg('diagnose.login-wrong.next') }),
  },
  {
    area: 'machine',
    pattern: /https?:\/\/([^/"\s]+)\/v2\/.*(?:no basic auth credentials|401 Unauthorized|unauthorized)/,
    explain: ([, host = '']) => ({ what: msg('diagnose.login', { host }), next: msg('diagnose.login.next', { host }) }),
  },
  {
    area: 'machine',
    pattern: /Proxy Authentication Required/i,
    explain: () => ({ what: msg('diagnose.proxy-login'), next: msg('diagnose.proxy-login.next') }),
  },
  {
    area: 'machine',
    pattern: /\bproxyconnect tcp: /,
    explain: () => ({ what: msg('diagnose.proxy'), next: msg('diagnose.proxy.next') }),
  },
  {
    area: 'machine',
    pattern: /server gave HTTP response to HTTPS client/,
    explain: () => ({ what: msg('diagnose.plain-http'), next: msg('diagnose.plain-http.next') }),
  },
  {
    area: 'machine',
    pattern: /(?:received unexpected HTTP status|unexpected status from (?:HEAD|GET) request to \S+): (5\d\d)/,
    explain: ([, status = '']) => ({
      what: msg('diagnose.registry-broken', { status }),
      next: msg('diagnose.registry-broken.next'),
    }),
  },
  {
    // What docker says after its fifth try, and BuildKit.
    area: 'machine',
    pattern: /^(?:Error response from daemon: )?unexpected EOF$|failed to copy: .*(?:unexpected EOF|connection reset)/,
    explain: () => ({ what: msg('diagnose.cut'), next: msg('diagnose.cut.next') }),
  },
  {
    area: 'machine',
    pattern: unknownAuthority,
    explain: ({ input }) =>
      downloads.test(input)
        ? { what: msg('diagnose.x509-download'), next: msg('diagnose.x509-download.next') }
        : undefined,
  },
  {
    area: 'lesson',
    pattern: unknownAuthority,
    explain: () => ({ what: msg('diagnose.x509-run'), next: msg('diagnose.x509-run.next') }),
  },
  {
    area: 'lesson',
    pattern: /unknown time zone ([\w/+-]+)/,
    explain: ([, zone = '']) => ({ what: msg('diagnose.time-zone', { zone }), next: msg('diagnose.time-zone.next') }),
  },
  {
    area: 'machine',
    pattern:
      /(?:proxy\.golang\.org|sum\.golang\.org|goproxy\.\w+).*(?:i\/o timeout|no such host|connection refused|deadline exceeded|Timeout exceeded|server misbehaving|EOF)/,
    explain: () => ({ what: msg('diagnose.go-proxy'), next: msg('diagnose.go-proxy.next') }),
  },
  {
    area: 'machine',
    pattern:
      /(?:fetching|ERROR:) https?:\/\/\S*(?:alpinelinux|\/alpine\/)\S*: \S|APKINDEX.*(?:temporary error|network error)/,
    explain: () => ({ what: msg('diagnose.apk'), next: msg('diagnose.apk.next') }),
  },
  {
    area: 'lesson',
    pattern: /no match(?:ing manifest)? for (?:platform|\S+\/\S+) in (?:the )?manifest/,
    explain: ({ input }) => ({
      what: msg('diagnose.no-platform', { image: imageIn(input) }),
      next: msg('diagnose.no-platform.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /pull access denied for ([^\s,]+)|manifest for (\S+) not found|failed to resolve reference "([^"]+)": \S+: not found$/,
    explain: ([, denied, unknown, unresolved = '']) => noImage(denied ?? unknown ?? unresolved),
  },
  {
    area: 'lesson',
    // Podman's own command.
    pattern:
      /short-name "([^"]+)" did not resolve to an alias|initializing source docker:\/\/(\S+): reading manifest .*(?:manifest unknown|access to the resource is denied)/,
    explain: ([, short, named = '']) => noImage(short ?? named),
  },
  {
    area: 'lesson',
    pattern: /pull access denied, repository does not exist|failed to resolve source metadata for \S+: \S+: not found$/,
    explain: ({ input }) => noImage(imageIn(input)),
  },
  {
    area: 'machine',
    pattern:
      /failed to resolve source metadata|failed to (?:fetch|authorize|do request)|load metadata for|(?:Get|Head) "https?:\/\/[^"]+\/v2\//,
    explain: () => ({ what: msg('diagnose.registry'), next: msg('diagnose.registry.next') }),
  },
  {
    area: 'machine',
    pattern: /Client\.Timeout exceeded|no such host|i\/o timeout/,
    explain: ({ input }) =>
      downloads.test(input) ? { what: msg('diagnose.registry'), next: msg('diagnose.registry.next') } : undefined,
  },
];

/** The image whose metadata could not be had. */
function imageIn(line: string): string {
  return familiar(/metadata for (\S+?)(?=:? |:?$)/.exec(line)?.[1] ?? '?');
}

function noImage(image: string): Finding {
  return { what: msg('diagnose.no-image', { image: familiar(image) }), next: msg('diagnose.no-image.next') };
}

/** The name as a Dockerfile has it. */
function familiar(image: string): string {
  return image
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/:latest$/, '');
}
