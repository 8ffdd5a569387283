import { createHash } from 'node:crypto';

/** SHA-256 of a public key (base64 of DER), in hexadecimal: what `openssl pkey -pubout -outform DER | sha256sum` prints. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(publicKey, 'base64').digest('hex');
}
