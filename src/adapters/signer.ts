import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Signer } from '../ports/signer.ts';
import { hasCode, isErrno } from './errno.ts';
import { explainFileError } from './file-error.ts';
import { makeFolder } from './make-folder.ts';
import { stateFolderVariable } from './state-folder.ts';

export interface SignerSettings {
  /** The state folder; the key is `report-key.pem` in it. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
}

/** How long another of us may take between making the file and having written it, in milliseconds. */
const patience = 500;
const pause = 10;

/** Signs by Ed25519 with a key in a file (PKCS #8 PEM) that only this account can read. */
export function createSigner(settings: SignerSettings): Signer {
  let loaded: Promise<KeyObject> | undefined;
  const key = (): Promise<KeyObject> => {
    loaded ??= loadOrCreate(settings).catch((error: unknown) => {
      // What was wrong may be put right while we run.
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    async sign(bytes) {
      const privateKey = await key();
      return {
        publicKey: toBase64(createPublicKey(privateKey)),
        signature: sign(null, bytes, privateKey).toString('base64'),
      };
    },
    verify: verifySignature,
  };
}

function verifySignature(bytes: Uint8Array, publicKey: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.from(signature, 'base64');
    // Node's base64 overlooks stray characters; what is signed must be written in one way only.
    if (toBase64(key) !== publicKey || signed.toString('base64') !== signature) return false;
    return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signed);
  } catch {
    // No key at all: nobody signed it with that.
    return false;
  }
}

function toBase64(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

async function loadOrCreate({ folder, platform }: SignerSettings): Promise<KeyObject> {
  const path = join(folder, 'report-key.pem');
  const giveUp = performance.now() + patience;
  for (;;) {
    const text = await read(path);
    if (text === undefined && (await create(path, platform))) continue;
    const key = parse(text ?? '');
    if (!(key instanceof Error)) return key;
    if (performance.now() > giveUp) {
      throw new MachineError({
        what: msg('signer.corrupt', { path }),
        next: msg('signer.corrupt.next', { path }),
        raw: key.message,
        cause: key,
      });
    }
    await sleep(pause);
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    if (!isErrno(error)) throw error;
    throw new MachineError({
      what: msg('signer.unreadable', { path }),
      next: msg('signer.unreadable.next'),
      raw: error.message,
      cause: error,
    });
  }
}

function parse(text: string): KeyObject | Error {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : new Error(`not Ed25519 but ${key.asymmetricKeyType}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Makes the file unless it is there: of several at once one makes it, and all then read that one. */
async function create(path: string, platform: NodeJS.Platform): Promise<boolean> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    await makeFolder(dirname(path));
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (error) {
      // A piece of a key would be taken for a damaged one for ever after.
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw explainFileError(error, path, { variable: stateFolderVariable(platform) });
  }
}
