/** What a setting may look like, wherever it comes from: the file, the command line or the environment. */
export type Form = (value: string) => boolean;

/** Nothing that moves a terminal's cursor, ends a line or a quoted text, or is replaced where an image gets its labels. */
const visible = /^[^\s\p{C}"'\\$`]+$/u;

/** The first place of a GOPROXY list, when it is an address. */
export function firstGoproxy(goproxy: string): string | undefined {
  const first = goproxy.split(/[,|]/)[0]?.trim() ?? '';
  return /^https?:\/\//.test(first) ? first.replace(/\/+$/, '') : undefined;
}

const registryHost = /^(?:https?:\/\/)?((?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::\d+)?)(?:\/|$)/i;
/** Parts of a repository's name, as engines take it: lower case (distribution/reference). */
const repository = /^(?:[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/|$))*$/;

/** `HOST:PORT/PATH`; never with a login, which would be shown. */
export const isRegistry: Form = (value) => {
  const [whole = '', host = ''] = registryHost.exec(value) ?? [];
  return URL.canParse(`http://${host}`) && repository.test(value.slice(whole.length));
};

/** A login would end up in the image that builds start from. */
export const isApk: Form = (value) =>
  visible.test(value) && /^https?:\/\/[^/@]+(?:\/[^@]*)?$/.test(value) && URL.canParse(value);

export const isGoproxy: Form = (value) =>
  visible.test(value) && !value.includes('@') && URL.canParse(firstGoproxy(value) ?? '');

/** A password has no place in a file that anyone may read, nor on a command line. */
export const isProxy: Form = (value) =>
  visible.test(value) && /^https?:\/\/[^/@]+\/?$/.test(value) && URL.canParse(value);

/** A proxy as the environment may name it: with a login, and without a scheme. */
export const isProxyVariable: Form = (value) => /^[^\s\p{C}]+$/u.test(value);

/** Hosts as in NO_PROXY. */
export const areHosts: Form = (value) => /^(?:[^\s\p{C}]| )*$/u.test(value);
