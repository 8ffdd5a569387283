import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSigner } from './signer.ts';

let folder: string;
let state: string;
let keyFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signer-'));
  state = join(folder, 'state', 'go-docker-lab');
  keyFile = join(state, 'report-key.pem');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const signer = () => createSigner({ folder: state, platform: process.platform });
const bytes = new TextEncoder().encode('{"report":"编译"}');

const putKey = async (text: string): Promise<void> => {
  await mkdir(state, { recursive: true });
  await writeFile(keyFile, text);
};

/** The same bytes with one of them changed. */
function altered(source: Uint8Array, index: number): Uint8Array {
  return source.map((byte, at) => (at === index ? byte ^ 1 : byte));
}

const alteredBase64 = (text: string, index: number): string =>
  Buffer.from(altered(Buffer.from(text, 'base64'), index)).toString('base64');

describe('signer', () => {
  it('makes a key that only this account can read, and keeps it', async () => {
    const first = await signer().sign(bytes);
    expect(first.publicKey).toHaveLength(60);
    expect(first.signature).toHaveLength(88);
    expect(await readdir(state)).toEqual(['report-key.pem']);
    expect(await readFile(keyFile, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    if (process.platform !== 'win32') expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await signer().sign(bytes)).toEqual(first);
    expect(signer().verify(bytes, first.publicKey, first.signature)).toBe(true);
  });

  it('agrees on one key, however many begin at once', async () => {
    const signed = await Promise.all(Array.from({ length: 20 }, () => signer().sign(bytes)));
    expect(new Set(signed.map(({ publicKey }) => publicKey)).size).toBe(1);
    expect(new Set(signed.map(({ signature }) => signature)).size).toBe(1);
  });

  it('waits for a key that another is writing', async () => {
    await signer().sign(bytes);
    const text = await readFile(keyFile, 'utf8');
    await writeFile(keyFile, '');
    const signing = signer().sign(bytes);
    await writeFile(keyFile, text);
    expect(signer().verify(bytes, (await signing).publicKey, (await signing).signature)).toBe(true);
  });

  it.each([
    ['empty', () => ''],
    ['not a key', () => 'hello'],
    ['cut off', () => '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw'],
    [
      'of another kind',
      () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
  ])('says that a key is damaged: %s, and leaves it', async (_, text) => {
    const content = text().toString();
    await putKey(content);
    const one = signer();
    await expect(one.sign(bytes)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'signer.corrupt', params: { path: keyFile } },
      next: { id: 'signer.corrupt.next' },
      cause: expect.any(Error),
      raw: expect.stringMatching(/./),
    });
    expect(await readFile(keyFile, 'utf8')).toBe(content);
    await rm(keyFile);
    const { publicKey, signature } = await one.sign(bytes);
    expect(one.verify(bytes, publicKey, signature)).toBe(true);
  });

  it('says that a key cannot be read', async () => {
    await mkdir(keyFile, { recursive: true });
    await expect(signer().sign(bytes)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'signer.unreadable', params: { path: keyFile } },
      next: { id: 'signer.unreadable.next' },
      cause: { code: 'EISDIR' },
    });
  });

  it('says why no key can be made', async () => {
    await writeFile(join(folder, 'state'), 'a file');
    await expect(signer().sign(bytes)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'files.not-folder' },
      next: { id: 'files.move.variable.next' },
    });
  });

  it.skipIf(process.platform === 'win32')('does not try for ever where a link leads nowhere', async () => {
    await mkdir(state, { recursive: true });
    await symlink(join(folder, 'nowhere'), keyFile);
    await expect(signer().sign(bytes)).rejects.toMatchObject({ what: { id: 'signer.corrupt' } });
  });

  it('says who keeps it from the key', async (context) => {
    if (process.platform === 'win32' || process.getuid?.() === 0) context.skip('this account may read every file');
    await putKey('');
    await chmod(keyFile, 0o000);
    await expect(signer().sign(bytes)).rejects.toMatchObject({ what: { id: 'signer.unreadable' } });
  });
});

describe('verify', () => {
  it('refuses any other bytes', async () => {
    const { publicKey, signature } = await signer().sign(bytes);
    const { verify } = signer();
    for (let index = 0; index < bytes.length; index += 1) {
      expect(verify(altered(bytes, index), publicKey, signature)).toBe(false);
    }
    expect(verify(bytes.subarray(1), publicKey, signature)).toBe(false);
    expect(verify(new Uint8Array(), publicKey, signature)).toBe(false);
  });

  it('refuses any other key and any other signature', async () => {
    const { publicKey, signature } = await signer().sign(bytes);
    const { verify } = signer();
    for (let index = 0; index < 44; index += 1) {
      expect(verify(bytes, alteredBase64(publicKey, index), signature)).toBe(false);
    }
    for (let index = 0; index < 64; index += 1) {
      expect(verify(bytes, publicKey, alteredBase64(signature, index))).toBe(false);
    }
    const other = await createSigner({ folder: join(folder, 'other'), platform: process.platform }).sign(bytes);
    expect(verify(bytes, other.publicKey, signature)).toBe(false);
  });

  it('takes nothing for a signature that is not written as one', async () => {
    const { publicKey, signature } = await signer().sign(bytes);
    const { verify } = signer();
    const cut = Buffer.from(signature, 'base64').subarray(0, 63).toString('base64');
    for (const text of ['', cut, signature.slice(0, -1), `${signature} `, `${signature}AAAA`, '编译', '\0']) {
      expect(verify(bytes, publicKey, text)).toBe(false);
    }
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' });
    for (const text of [
      '',
      publicKey.slice(0, -4),
      `${publicKey}\n`,
      `${publicKey}AAAA`,
      'AAAA',
      rsa.toString('base64'),
    ]) {
      expect(verify(bytes, text, signature)).toBe(false);
    }
  });

  it('never throws, whatever a file held', () => {
    const { verify } = signer();
    for (const garbage of [undefined, null, 7, {}, []] as unknown[]) {
      expect(verify(bytes, garbage as string, garbage as string)).toBe(false);
    }
  });
});
