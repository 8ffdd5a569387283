import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectEngine } from '../../../src/adapters/docker/engine.ts';
import { createProcess } from '../../../src/adapters/process.ts';
import type { Engine } from '../../../src/ports/engine.ts';
import { baseImage, docker, exec, needEngine, type TestEngine } from '../../helpers/engines.ts';

const megabyte = 1_000_000;

/**
 * Sizes, save and load, attestations: what differs between the classic image store and containerd's.
 * `attested`: whether images with attestations belong to it, which are skipped where nothing makes or keeps them.
 */
export function imagesSuite(place: TestEngine, { attested = true }: { readonly attested?: boolean } = {}): void {
  describe('images', () => {
    const name = 'go-docker-lab-images-test';
    const labels = { 'go-docker-lab.learner': 'images-test' };
    let engine: Engine;
    let folder: string;
    let base: string;

    beforeEach((context) => needEngine(context, place));
    beforeAll(async () => {
      if (place.missing !== undefined) return;
      folder = await mkdtemp(join(tmpdir(), 'gdl-images-'));
      const env = { ...process.env, ...place.env };
      const runner = createProcess({ env, platform: process.platform });
      engine = await connectEngine({ process: runner, env, platform: process.platform, temporary: folder, labels });
      base = await baseImage(place, 'alpine:3.22');
      await writeFile(join(folder, 'zeros'), Buffer.alloc(5 * megabyte));
      await writeFile(join(folder, 'token.txt'), 'tok-images-0123456789\n');
    });
    afterAll(async () => {
      if (place.missing !== undefined) return;
      for (const thing of await engine.owned({ labels })) await engine.remove(thing);
      await rm(folder, { recursive: true });
    });

    const build = async (tag: string, text: string, ...args: readonly string[]): Promise<string> => {
      await writeFile(join(folder, `Dockerfile.${tag}`), text);
      const built = await engine.build({
        args: ['-t', `${name}:${tag}`, '-f', `Dockerfile.${tag}`, ...args, '.'],
        labels,
        bases: { 'alpine:3.22': base },
        cwd: folder,
      });
      expect(built.exitCode, built.output).toBe(0);
      return `${name}:${tag}`;
    };
    /** The manifests that `docker save` lists, where it gives an OCI layout. */
    const savedManifests = async (image: string): Promise<readonly unknown[]> => {
      const file = join(folder, 'saved.tar');
      await docker(place, 'save', '-o', file, image);
      const index = await exec('tar', ['-xOf', file, 'index.json']);
      return index.exitCode === 0 ? (JSON.parse(index.stdout) as { manifests: unknown[] }).manifests : [];
    };

    test('weigh what they weigh unpacked, however well they pack', async () => {
      const zeros = await build('zeros', 'FROM scratch\nCOPY zeros /\n');
      const facts = await engine.image(zeros);
      expect(facts?.unpackedSize).toBeGreaterThanOrEqual(5 * megabyte);
      expect(facts?.unpackedSize).toBeLessThan(5.1 * megabyte);
      expect(facts?.layers).toBe(1);
      expect(facts?.history.filter(({ size }) => size > 0)).toMatchObject([
        { createdBy: expect.stringContaining('COPY') },
      ]);

      // A layer that removes hides, and takes nothing away.
      const hidden = await build('hidden', 'FROM alpine:3.22\nCOPY zeros /\nRUN rm /zeros\n');
      const [under, over] = await Promise.all([engine.image(base), engine.image(hidden)]);
      expect(over?.unpackedSize).toBeGreaterThanOrEqual((under?.unpackedSize ?? 0) + 5 * megabyte);
      expect((await engine.files(hidden))?.some(({ path }) => path === '/zeros')).toBe(false);
    });

    test('are the same after save and load', async () => {
      const image = await build('kept', 'FROM alpine:3.22\nCOPY zeros token.txt /kept/\nUSER 1000\nENV KEPT=yes\n');
      const [facts, files] = [await engine.image(image), await engine.files(image)];
      const file = join(folder, 'kept.tar');
      await docker(place, 'save', '-o', file, image);
      expect((await stat(file)).size).toBeGreaterThan(1000);
      for (const thing of await engine.owned({ kinds: ['image'], labels })) {
        if (thing.names.includes(image)) await engine.remove(thing);
      }
      expect(await engine.image(image)).toBeUndefined();
      await docker(place, 'load', '-i', file);
      // Under Podman the id is that of the settings, which are written anew; all that is told of the image stays.
      const { id: _, ...before } = facts ?? { id: '' };
      expect(await engine.image(image)).toMatchObject(before);
      expect(await engine.files(image)).toEqual(files);
      const owned = await engine.owned({ kinds: ['image'], labels });
      expect(owned.flatMap(({ names }) => names)).toContain(image);
    });

    test('of ours carry no attestation', async () => {
      const image = await build('plain', 'FROM alpine:3.22\nRUN true\n');
      expect(JSON.stringify(await savedManifests(image))).not.toContain('unknown');
    });

    if (attested) {
      test('with attestations are read like any other', async ({ skip }) => {
        if (!engine.info.rung.startsWith('buildx')) skip('only buildx makes attestations');
        if (engine.info.imageStore !== 'containerd') skip('only the containerd image store keeps attestations');
        const token = 'tok-attested-0123456789';
        await writeFile(join(folder, 'Dockerfile.attested'), `FROM ${base}\nARG TOKEN\nCOPY token.txt /\nRUN true\n`);
        const args = [
          '--provenance=mode=max',
          '--build-arg',
          `TOKEN=${token}`,
          '-f',
          join(folder, 'Dockerfile.attested'),
        ];
        const own = [
          'go-docker-lab.owner=go-docker-lab',
          'go-docker-lab.role=image',
          `go-docker-lab.image=${name}:attested`,
        ];
        const mine = [...own, 'go-docker-lab.learner=images-test'].flatMap((label) => ['--label', label]);
        await docker(place, 'buildx', 'build', '--load', ...args, ...mine, '-t', `${name}:attested`, folder);
        const facts = await engine.image(`${name}:attested`);
        expect(facts).toMatchObject({ os: 'linux' });
        expect(facts?.unpackedSize).toBeGreaterThan(megabyte);
        expect((await engine.files(`${name}:attested`))?.some(({ path }) => path === '/token.txt')).toBe(true);
        // The statement about the build keeps its arguments: what is in there leaves with the image as well.
        const places = await engine.search(`${name}:attested`, Buffer.from(token));
        expect(places?.map(({ where }) => where)).toEqual(expect.arrayContaining(['history', 'elsewhere']));
        expect(JSON.stringify(places)).not.toContain(token);
        const copied = await engine.search(`${name}:attested`, Buffer.from('tok-images-0123456789'));
        expect(copied).toMatchObject([{ where: 'layer', path: '/token.txt' }]);
      });
    }

    test('are listed as ours once, and nothing of them is left', async () => {
      const owned = await engine.owned({ kinds: ['image'], labels });
      expect(new Set(owned.map(({ id }) => id)).size).toBe(owned.length);
      for (const thing of owned) await engine.remove(thing);
      expect(await engine.owned({ labels })).toEqual([]);
      const left = await docker(place, 'images', '-aq', '--filter', 'label=go-docker-lab.learner=images-test');
      expect(left).toBe('');
    });
  });
}
