/** An image reference in its parts. */
export interface ImageReference {
  /** Host and path, the defaults of Docker Hub left out: `golang`, `ghcr.io/x/golang`. */
  readonly repository: string;
  /** `latest` when nothing else is said. */
  readonly tag: string;
}

export function parseImage(image: string): ImageReference {
  const [name = ''] = image.split('@', 1);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const repository = (tagged ? name.slice(0, colon) : name)
    .replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '')
    .replace(/^library\//, '');
  return { repository, tag: tagged ? name.slice(colon + 1) : 'latest' };
}

/** The last part of an image's name: `golang` of `mirror.example/library/golang:1.26`. */
export function shortImage(image: string): string {
  const { repository } = parseImage(image);
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/**
 * Official images of which is known: they run as root, have no health check, no entrypoint and no ONBUILD.
 * An image of the same name elsewhere may be anything.
 */
const plainImages: ReadonlySet<string> = new Set(['alpine', 'busybox', 'buildpack-deps', 'debian', 'golang', 'ubuntu']);

export function isPlainImage(image: string): boolean {
  const { repository, tag } = parseImage(image);
  return plainImages.has(repository) && !tag.includes('onbuild') && !isWindowsTag(tag);
}

/** Which program is `/bin/sh` in a plain image; `undefined` when that is not known. */
export function shellOf(image: string): 'ash' | 'dash' | undefined {
  if (!isPlainImage(image)) return undefined;
  const { repository, tag } = parseImage(image);
  if (repository === 'alpine' || repository === 'busybox' || tag.includes('alpine')) return 'ash';
  // Releases of which is measured that their dash stays the parent of what it runs.
  return /(?:bullseye|bookworm|trixie)/.test(tag) ? 'dash' : undefined;
}

/** An official image with a compiler in it. */
export function isToolchain(image: string): boolean {
  const { repository } = parseImage(image);
  return repository === 'golang' || repository === 'buildpack-deps';
}

/** The official golang image that has gcc, so that cgo is on unless it is turned off. */
export function isGolangWithCompiler(image: string): boolean {
  const { repository, tag } = parseImage(image);
  return (
    repository === 'golang' && /^(?:latest|\d+(?:\.\d+){0,2}(?:rc\d+)?)?(?:-?(?:bullseye|bookworm|trixie))?$/.test(tag)
  );
}

function isWindowsTag(tag: string): boolean {
  return /windows|nanoserver/.test(tag);
}

/** Docker Hub's official images whose name could be taken for that of a stage: no slip of the pen. */
export const officialImages: ReadonlySet<string> = new Set(
  (
    'adminer almalinux alpine alt amazoncorretto amazonlinux archlinux bash bonita buildpack-deps busybox caddy ' +
    'cassandra chronograf clojure composer couchdb crate dart debian docker drupal eclipse-temurin elasticsearch ' +
    'elixir erlang fedora flink fluentd friendica gcc ghost golang gradle groovy haproxy haskell hello-world httpd ' +
    'hylang influxdb irssi jetty joomla jruby julia kibana kong liquibase logstash mariadb matomo maven mediawiki ' +
    'memcached mongo monica mysql nats neo4j nextcloud nginx node notary odoo openjdk oraclelinux orientdb percona ' +
    'perl photon php plone postgres pypy python rabbitmq redis redmine registry rethinkdb rockylinux ros ruby rust ' +
    'scratch solr sonarqube spark storm swift swipl telegraf tomcat tomee traefik ubuntu unit varnish vault ' +
    'wordpress xwiki yourls znc zookeeper'
  ).split(' '),
);
