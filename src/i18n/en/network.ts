export const messages = {
  'network.profile.direct': 'direct: everything is fetched from where it usually lies.',
  'network.profile.mirror': 'mirror: what you named below is asked first.',
  'network.profile.mirror.variable': 'mirror: the registry in GO_DOCKER_LAB_MIRROR is asked first.',
  'network.profile.mirror.empty': 'mirror: none is named, so everything is fetched from where it usually lies.',
  'network.profile.proxy': 'proxy: builds are given your HTTP proxy.',
  'network.profile.offline': 'offline: nothing is fetched, no registry is asked.',
  'network.from.default': 'Nothing is set.',
  'network.from.file': (p: { path: string }) => `Set in ${p.path}`,
  'network.from.environment': 'The registry is set by GO_DOCKER_LAB_MIRROR, which stands above what is kept.',
  'network.engine-proxy': (p: { url: string }) => `The engine itself pulls through ${p.url}.`,
  'network.engine-direct':
    'The engine itself pulls without a proxy. Pulls need the proxy in the engine’s own settings: docs/network.md says where.',
  'network.kept': (p: { path: string }) => `Kept in ${p.path}.`,

  'network.setting.registry': 'registry',
  'network.setting.goproxy': 'GOPROXY',
  'network.setting.apk': 'apk mirror',
  'network.setting.proxy': 'proxy',

  'network.answers': 'answers.',
  'network.silent': 'does not answer.',
  'network.silent.engine': (p: { host: string }) => `does not answer the engine on ${p.host}.`,
  'network.silent.own': 'answers this computer, but not the engine.',
  'network.silent.own.next':
    'Name an address that the engine reaches: Docker Desktop, Colima and rootless Docker have a 127.0.0.1 of their own.',
  'network.from-here': (p: { says: string; host: string }) =>
    `${p.says} That was asked from this computer, not from ${p.host}, where the engine is.`,
  'network.from-here.unsure': (p: { says: string; host: string }) =>
    `${p.says} That was asked from this computer; on ${p.host}, where the engine is, it may be otherwise.`,
  'network.status': (p: { status: number }) => `answers with ${p.status}.`,
  'network.no-registry': 'answers, but is no registry.',
  'network.foreign': 'answers, but not as such a mirror does: maybe a login page of your network stands in its place.',
  'network.foreign.next':
    'Open any page in a browser here: if a login page comes, log in and try again; else correct the address.',
  'network.loopback':
    'is this machine, but in a build 127.0.0.1 is the build’s own container. Name an address that containers reach.',
  'network.no-file': (p: { url: string }) => `answers, but lacks a file that such a mirror has (${p.url}).`,
  'network.registry.has': (p: { names: string }) => `answers, and has ${p.names}.`,
  'network.registry.lacks': (p: { names: string }) => `answers, but lacks ${p.names}.`,
  'network.registry.plain': 'speaks plain HTTP, which Docker only allows on 127.0.0.1.',
  'network.registry.untrusted': 'has a certificate that the engine does not trust.',
  'network.registry.failed': 'gives the engine nothing.',
  'network.registry.login': 'answers, and wants a login.',
  'network.registry.login.next': (p: { host: string }) =>
    `Log in, then try again: docker login ${p.host}. Or keep it untested with --force.`,
  'network.limited': 'answers, but makes you wait: it has had too many downloads from your network (HTTP 429).',
  'network.limited.next': 'Wait a while and try again, or name another mirror.',
  'network.limited.registry.next': (p: { host: string }) =>
    `Wait a while and try again, log in (docker login ${p.host}), or name another mirror.`,
  'network.proxy.login': 'answers, but wants another name and password.',
  'network.proxy.foreign':
    'has a page of a host that does not exist: it is no proxy, or a login page of your network stands in its place.',
  'network.proxy.none': (p: { status: number }) => `answers with ${p.status}, as a web server does, and no proxy.`,

  'network.not-kept': (p: { setting: string; value: string; why: string }) =>
    `The ${p.setting} ${p.value} ${p.why} Nothing was changed.`,
  'network.not-kept.next': 'Correct the address, or keep it untested with --force.',
  'network.not-working': (p: { setting: string; value: string; why: string }) => `The ${p.setting} ${p.value} ${p.why}`,
  'network.not-working.next': 'Set another one, or go back: go-docker-lab network direct',
  'network.hub-silent': 'The public registry does not answer.',
  'network.hub-silent.next':
    'Only base images that are not here yet need it. Otherwise: go-docker-lab network mirror HOST/PATH, or a kit.',

  'network.usage': 'That is not a network setting.',
  'network.usage.next':
    'One of: network, network direct, network mirror HOST/PATH, network proxy, network proxy URL, network offline.',
  'network.usage.value': (p: { problems: string }) => `That cannot be used: ${p.problems}.`,
  'network.variable.wrong': (p: { variable: string; expected: string }) =>
    `${p.variable} in the environment cannot be used. Expected: ${p.expected}.`,
  'network.variable.next': (p: { variable: string }) => `Change ${p.variable}, or unset it.`,
  'network.no-mirror': 'A mirror needs an address: a registry, --goproxy or --apk.',
  'network.no-proxy': 'No proxy is named: neither HTTP_PROXY nor HTTPS_PROXY is set here.',
  'network.no-proxy.next': 'Set it, or name it: go-docker-lab network proxy http://HOST:PORT',

  'network.file.yaml': (p: { path: string }) => `${p.path} is not YAML.`,
  'network.file.yaml.line': (p: { path: string; line: number }) => `${p.path} is not YAML in line ${p.line}.`,
  'network.file.large': (p: { path: string }) => `${p.path} is too large for a settings file.`,
  'network.file.unusable.next': 'Put it right, or remove it and set the network anew: go-docker-lab network direct',
  'network.file.invalid': (p: { path: string; problems: string }) => `${p.path} is wrong: ${p.problems}.`,
  'network.file.next': 'Correct it, or start over: go-docker-lab network direct',

  'network.expected': (p: { key: string; expected: string }) => `${p.key} (expected: ${p.expected})`,
  'network.expected.and': (p: { first: string; second: string }) => `${p.first}, ${p.second}`,
  'network.expected.profile': 'one of direct, mirror, proxy, offline',
  'network.expected.registry': 'HOST, HOST:PORT or HOST:PORT/PATH, without a name or password',
  'network.expected.goproxy':
    'a list as in GOPROXY that begins with an http or https address, without a name or password, blanks, quotes, $ or \\',
  'network.expected.apk': 'an http or https address without a name or password, blanks, quotes, $ or \\',
  'network.expected.url': 'http://HOST:PORT; a name and password belong into HTTP_PROXY in the environment',
  'network.expected.except': 'a list of hosts, as in NO_PROXY, in one line',
  'network.expected.variable': 'an address without blanks; in a password a blank is written %20',
  'network.expected.nothing': 'nothing: this profile has no such key',

  'network.offline.missing': (p: { names: string }) =>
    `These base images are not here, and the network is set to offline: ${p.names}.`,
  'network.offline.next': 'Load a kit (go-docker-lab kit load FILE), or allow pulling: go-docker-lab network direct',
  'network.bases.not-had': (p: { names: string; why: string }) => `These base images are missing: ${p.names}. ${p.why}`,
  'network.pull.failed': (p: { name: string; why: string; next: string }) =>
    `The base image ${p.name} could not be pulled. ${p.why} ${p.next}`,

  'network.mirrored.failed': (p: { image: string }) =>
    `The engine did not make a copy of ${p.image} that uses your mirrors.`,
  'network.mirrored.failed.next': 'Build without them: go-docker-lab network direct',

  'doctor.network': 'Network',
  'doctor.network.direct': 'direct',
  'doctor.network.mirror': (p: { places: string }) => `mirror: ${p.places}`,
  'doctor.network.proxy': (p: { places: string }) => `proxy for builds: ${p.places}`,
  'doctor.network.offline': 'offline: nothing is fetched',
  'doctor.network.no-proxy': 'proxy for builds, but neither HTTP_PROXY nor HTTPS_PROXY is set.',
  'doctor.registry.offline': 'not tried: the network is set to offline.',

  'diagnose.login': (p: { host: string }) => `The registry ${p.host} wants a login.`,
  'diagnose.login.next': (p: { host: string }) => `Log in, then try again: docker login ${p.host}`,
  'diagnose.login-wrong': 'The registry refused the name or password.',
  'diagnose.login-wrong.next':
    'Log in again: docker login (with the registry’s host behind it, if it is not the public one)',
  'diagnose.registry-broken': (p: { status: string }) =>
    `The image registry has a problem of its own (HTTP ${p.status}).`,
  'diagnose.registry-broken.next':
    'Try again later, or go another way: go-docker-lab network mirror HOST/PATH, or a kit (go-docker-lab kit load FILE).',
  'diagnose.cut': 'The download of the image broke off again and again.',
  'diagnose.cut.next':
    'Docker had tried five times. Try again; on a line as bad as this a nearer mirror (go-docker-lab network mirror HOST/PATH) or a kit (go-docker-lab kit load FILE) is better.',
  'diagnose.plain-http': 'This registry speaks plain HTTP, which Docker only allows on 127.0.0.1.',
  'diagnose.plain-http.next':
    'Name it by its https address, or add it to "insecure-registries" in the engine’s daemon.json and restart the engine.',
  'diagnose.proxy': 'The HTTP proxy cannot be reached.',
  'diagnose.proxy.next':
    'Check its address; in a build 127.0.0.1 is the build’s own container. go-docker-lab network shows and tests it.',
  'diagnose.proxy-login': 'The HTTP proxy wants a name and password.',
  'diagnose.proxy-login.next':
    'Put them into HTTP_PROXY and HTTPS_PROXY (http://NAME:PASSWORD@HOST:PORT) for builds, and into the engine’s proxy settings for pulls.',
};
