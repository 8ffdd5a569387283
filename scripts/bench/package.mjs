// Packs what would be published, installs it, and counts.
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { buildCommand } from '../build/bundle.mjs';

const run = promisify(execFile);

/** Builds in a folder of its own: neither `dist/` nor a tarball is left in the project. */
export async function installPackage(root, folder) {
  const stage = join(folder, 'stage');
  const installed = join(folder, 'installed');
  await mkdir(stage);
  await mkdir(installed);
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const always = (await readdir(root)).filter((name) => /^(package\.json|readme.*|licen[cs]e.*)$/i.test(name));
  const listed = manifest.files.map((name) => name.replace(/^\/|\/$/g, '')).filter((name) => name !== 'dist');
  for (const name of new Set([...always, ...listed])) {
    await cp(join(root, name), join(stage, name), { recursive: true }).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await buildCommand(root, join(stage, 'dist'));
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: stage, maxBuffer: 16e6 });
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(packed.stdout);
  await writeFile(join(installed, 'package.json'), '{ "private": true }');
  const options = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...options, join(stage, basename(filename))], { cwd: installed });
  const lock = JSON.parse(await readFile(join(installed, 'node_modules', '.package-lock.json'), 'utf8'));
  return {
    figures: { tarball: size, unpacked: unpackedSize, files: entryCount, packages: Object.keys(lock.packages).length },
    program: join(installed, 'node_modules', manifest.name, manifest.bin[manifest.name]),
  };
}
