import { explainAddress, explainEndpoint, isRemote } from './diagnose-endpoint.ts';
import { type Message, msg } from './i18n/message.ts';

/** What the caller knows beyond the text. */
export interface DiagnoseFacts {
  readonly context?: string;
  readonly endpoint?: string;
  /** Who holds the port, when it is a container of ours. */
  readonly portOwner?: string;
  /** The instruction of the Dockerfile that failed. */
  readonly instruction?: string;
}

/** Whose it is to put right: `machine` engine, network or disk; `lesson` the Dockerfile, the image or the program in it. */
export type DiagnosisArea = 'machine' | 'lesson';

export interface Finding {
  readonly what: Message;
  readonly next: Message;
}

interface Row {
  readonly area: DiagnosisArea;
  readonly pattern: RegExp;
  /** `undefined` lets the following rows have a look. */
  readonly explain: (match: RegExpExecArray, facts: DiagnoseFacts, text: string) => Finding | undefined;
}

/** Words of an error that come from a download, not from a program that runs. */
const downloads =
  /failed to (?:solve|resolve|do request|fetch|authorize|copy)|Error response from daemon|registry|\bgo: |proxy\.golang\.org|goproxy|apk/;

const unknownAuthority = /x509: (?:certificate signed by unknown authority|failed to load system roots)/;

/** Every error text that we know, the most specific first. The texts are those of docker-facts.md and their older and newer wordings. */
export const rows: readonly Row[] = [
  // The machine and its engine.
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
  // Starting a container.
  {
    area: 'machine',
    pattern: /forbidden by its access permissions/,
    explain: ({ input }) => ({
      what: msg('diagnose.port-reserved', { port: portIn(input) }),
      next: msg('diagnose.port.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /port is already allocated|address already in use/,
    explain: ({ input }, { portOwner }) => ({
      what: portOwner
        ? msg('diagnose.port-owned', { port: portIn(input), owner: portOwner })
        : msg('diagnose.port', { port: portIn(input) }),
      next: msg('diagnose.port.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /container name "\/?([^"]+)" is already in use/,
    explain: ([, name = '']) => ({
      what: msg('diagnose.name-taken', { name }),
      next: msg('diagnose.name-taken.next', { name }),
    }),
  },
  {
    area: 'lesson',
    pattern: /exec format error|does not match the detected host platform/i,
    explain: () => ({ what: msg('diagnose.architecture'), next: msg('diagnose.architecture.next') }),
  },
  {
    area: 'lesson',
    // The words behind each `|` are those of crun, which Podman uses.
    pattern:
      /exec: "?(?:\/bin\/)?(?:ba|da)?sh"?: (?:stat|executable file not found)|executable file `(?:\/bin\/)?(?:ba|da)?sh` not found/,
    explain: () => ({ what: msg('diagnose.no-shell'), next: msg('diagnose.no-shell.next') }),
  },
  {
    area: 'lesson',
    pattern:
      /exec: "([^"]+)": (?:stat \S+: no such file or directory|executable file not found)|executable file `([^`]+)` not found/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.no-program', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.no-program.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /exec:? "?([^"\s:]+)"?: permission denied|the path `([^`]+)` exists but it is not executable/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.not-executable', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.not-executable.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /\bexec (\/\S+): no such file or directory|exec container process \(missing dynamic library\?\) `([^`]+)`: No such file/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.dynamic', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.dynamic.next'),
    }),
  },
  {
    area: 'machine',
    // All that the docker command says when Podman cannot start the program of a container in the foreground.
    pattern: /unable to upgrade to tcp, received 500/,
    explain: () => ({ what: msg('diagnose.podman-start'), next: msg('diagnose.podman-start.next') }),
  },
  // The Dockerfile and its context.
  {
    area: 'lesson',
    pattern: /dockerfile parse error (?:on )?line (\d+): (.*)/i,
    explain: ([, digits, problem = '']) => {
      const line = Number(digits);
      return { what: msg('diagnose.parse', { line }), next: msg('diagnose.parse.next', { line, problem }) };
    },
  },
  {
    area: 'lesson',
    // Podman builds in its second words.
    pattern:
      /unable to find user (\S+?):? no matching entries in passwd file|unknown user error looking up user "([^"]+)"/,
    explain: ([, docker, podman]) => noUser(docker ?? podman ?? ''),
  },
  {
    area: 'lesson',
    pattern:
      /building at STEP "(COPY|ADD) (--from=)?.*?: checking on sources under .*?: copier: stat: "\/?([^"]*)": no such file/,
    explain: ([, , from, file = '']) =>
      from === undefined
        ? { what: msg('diagnose.not-in-context', { file }), next: msg('diagnose.not-in-context.next') }
        : { what: msg('diagnose.not-in-stage', { file: `/${file}` }), next: msg('diagnose.not-in-stage.next') },
  },
  {
    area: 'lesson',
    pattern: /\bno Go files in (\S+)/,
    explain: ([, folder = '']) => ({
      what: msg('diagnose.no-go-files', { folder }),
      next: msg('diagnose.no-go-files.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /^(?:#\d+ [\d.]+ )?(mkdir|touch|cp|mv|ln|chown|chmod|adduser|addgroup|apk|install)\b.*(?:Permission denied|Operation not permitted)/i,
    explain: ([, program = '']) => ({
      what: msg('diagnose.run-not-allowed', { program }),
      next: msg('diagnose.run-not-allowed.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /failed to (?:compute cache key|calculate checksum|walk).*?"?(\/[^":]*)"?(?: not found)?: (?:not found|no such file or directory)/,
    explain: ([, path = ''], { instruction = '' }) => {
      const file = path.replace(/^\/var\/lib\/docker\/tmp\/buildkit-mount\d+\//, '/').replace(/^\//, '');
      if (/\s--from=/.test(instruction))
        return { what: msg('diagnose.not-in-stage', { file: `/${file}` }), next: msg('diagnose.not-in-stage.next') };
      return { what: msg('diagnose.not-in-context', { file }), next: msg('diagnose.not-in-context.next') };
    },
  },
  {
    area: 'lesson',
    pattern:
      /(?:COPY|ADD) failed: (?:file not found in build context|forbidden path|stat (?=\S*docker-builder)).*?(?:stat )?(\S+): (?:file does not exist|no such file or directory)/,
    explain: ([, file = '']) => ({
      what: msg('diagnose.not-in-context', { file }),
      next: msg('diagnose.not-in-context.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /COPY failed: stat (\S+): (?:file does not exist|no such file or directory)/,
    explain: ([, file = '']) => ({
      what: msg('diagnose.not-in-stage', { file }),
      next: msg('diagnose.not-in-stage.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /HEALTHCHECK is not supported for OCI image format/,
    explain: () => ({ what: msg('diagnose.podman-healthcheck'), next: msg('diagnose.podman-healthcheck.next') }),
  },
  // Downloads, and programs that miss what a full image has.
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

function portIn(line: string): string {
  return /(?:\d+\.\d+\.\d+\.\d+|\]|::|localhost):(\d+)/.exec(line)?.[1] ?? '?';
}

/** The image whose metadata could not be had. */
function imageIn(line: string): string {
  return familiar(/metadata for (\S+?)(?=:? |:?$)/.exec(line)?.[1] ?? '?');
}

function noUser(user: string): Finding {
  return { what: msg('diagnose.no-user', { user: user.replace(/:$/, '') }), next: msg('diagnose.no-user.next') };
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
