import type { SecretForm } from '../../checks/evidence.ts';
import type { Needle } from './needle.ts';

/** One way in which a secret may be written. */
export interface Written extends Needle {
  readonly text: string;
  /** Absent: as it stands. */
  readonly form?: SecretForm;
  /** Matches it with the characters that tell a part of it. */
  readonly pattern: string;
}

/** Every way in which a secret is looked for: as it stands, and as what encodes it without a key. */
export function waysToWrite(secret: Buffer): readonly Written[] {
  const hex = secret.toString('hex');
  const ways = [
    written(secret.toString('utf8'), undefined, { bytes: secret }),
    ...[0, 1, 2].flatMap((before) => [base64(secret, before, 'base64'), base64(secret, before, 'base64url')]),
    written(hex, 'hex'),
    written(hex.toUpperCase(), 'hex'),
    ...percentEncoded(secret).map((text) => written(text, 'percent-encoding')),
  ];
  return ways.filter(({ text }, index) => ways.findIndex((one) => one.text === text) === index);
}

/** How a text holds the secret, if it does. */
export function writtenIn(text: string, ways: readonly Written[]): Written | undefined {
  return ways.find((way) => text.includes(way.text));
}

/**
 * In base64 three bytes make four characters, so what a secret becomes depends on how many bytes of a group stand
 * before it. Only characters are taken that are the secret's alone, whatever stands around it.
 */
function base64(secret: Buffer, before: number, alphabet: 'base64' | 'base64url'): Written {
  const group = Buffer.concat([Buffer.alloc(before), secret]);
  const text = group.toString(alphabet).slice(Math.ceil((before * 8) / 6), Math.floor((group.length * 8) / 6));
  const shared = '[\\w+/-]?';
  return written(text, 'base64', { head: before > 0 ? shared : '', end: group.length % 3 > 0 ? `${shared}=*` : '' });
}

/** What is left as it is beside letters, digits, `_`, `.` and `-`: by a form, RFC 3986, a path and encodeURIComponent. */
const leftAlone = ['*', '~', '~/', "~!'()*"];

/** Of bytes, since a secret may be no UTF-8. Tools differ in the case of the digits too, and forms write a blank as `+`. */
function percentEncoded(secret: Buffer): readonly string[] {
  return leftAlone.flatMap((these) => {
    const upper = secret
      .toString('latin1')
      .replace(/[^\w.-]/g, (byte) => (these.includes(byte) ? byte : percent(byte)));
    const lower = upper.replace(/%../g, (code) => code.toLowerCase());
    return [upper, lower].flatMap((text) => [text, text.replaceAll('%20', '+')]);
  });
}

function percent(byte: string): string {
  return `%${Buffer.from(byte, 'latin1').toString('hex').toUpperCase()}`;
}

function written(
  text: string,
  form?: SecretForm,
  around: { readonly bytes?: Buffer; readonly head?: string; readonly end?: string } = {},
): Written {
  const { bytes = Buffer.from(text), head = '', end = '' } = around;
  const pattern = `${head}${text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}${end}`;
  return { text, bytes, pattern, ...(form ? { form } : {}) };
}
