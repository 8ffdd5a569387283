// A parsed course as text. Contents of files are not in it: they are taken from the files that were read.
import { createHash } from 'node:crypto';

const inputs = (files, app) => [...files, ...app.map(({ path, content }) => [`app/${path}`, content])];

/** One digest of every file that a course is made from, with its name and length. */
export function digestOf(files, app) {
  const hash = createHash('sha256');
  for (const [path, content] of inputs(files, app)) hash.update(`${JSON.stringify(path)} ${content.length}\n`).update(content);
  return hash.digest('hex');
}

/** Throws for what JSON would not give back as it was. */
export function encode(course, files, app) {
  const names = new Map(inputs(files, app).map(([path, content]) => [content, path]));
  return JSON.stringify(plain(course, names));
}

export function decode(text, files, app) {
  const contents = new Map(inputs(files, app));
  return JSON.parse(text, (key, value) => (key === 'content' ? contents.get(value) : value));
}

function plain(value, names, key = '') {
  if (key === 'content') {
    const name = names.get(value);
    if (name === undefined) throw new TypeError('a content that is no file’s');
    return name;
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, names));
  if (['string', 'boolean'].includes(typeof value) || value === null || Number.isFinite(value)) return value;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`${key}: ${String(value)} cannot be written as JSON`);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, names, name)]));
}
