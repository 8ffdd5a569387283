/** The offline kit. */
export const messages = {
  'kit.action': (p: { name: string; names: string }) => `There is no \`kit ${p.name}\`. There are: ${p.names}.`,
  'kit.no-file': (p: { name: string }) => `\`kit ${p.name}\` needs the name of a file.`,
  'kit.no-file.next': (p: { name: string }) => `For example: go-docker-lab kit ${p.name} kit.tar`,
  'kit.flag': (p: { name: string; flag: string }) => `\`kit ${p.name}\` does not take ${p.flag}.`,
  'kit.absent': (p: { path: string }) => `There is no file ${p.path}.`,
  'kit.absent.next': 'Name a file that `go-docker-lab kit make FILE` wrote.',
  'kit.platform': (p: { text: string }) => `There are no images for the platform ${p.text}.`,
  'kit.platform.next': 'Say --platform amd64, arm64, or amd64,arm64.',
  'kit.node': (p: { text: string }) => `${p.text} does not name a platform and a Node.js program.`,
  'kit.node.next': 'Say for example --node linux/arm64=/path/to/node; also darwin/ and windows/, amd64 and arm64.',
  'kit.node-archive': (p: { path: string }) => `${p.path} is an archive or a package, not the program in it.`,
  'kit.node-archive.next': 'Unpack it, and take bin/node out of it, or node.exe for Windows.',
  'kit.node-none': (p: { path: string; platform: string }) => `${p.path} is no program for ${p.platform}.`,
  'kit.node-cpu': (p: { path: string; platform: string; found: string }) =>
    `${p.path} is a program for ${p.found}, not for ${p.platform}.`,
  'kit.node-version': (p: { path: string; said: string }) =>
    `A kit needs Node.js 20.19 or newer; ${p.path} --version says: ${p.said}.`,
  'kit.node-silent': (p: { path: string }) =>
    `${p.path} does not run on this machine, so nobody can tell whether it is Node.js 20.19 or newer.`,
  'kit.node-file.next': (p: { platform: string }) =>
    `Say --node ${p.platform}=PATH with bin/node (for Windows node.exe) out of the official Node.js archive for it, 20.19 or newer.`,
  'kit.app-name': (p: { name: string }) =>
    `The program of this course is called ${p.name}, as something else in every kit is.`,
  'kit.app-name.next': 'Give its folder, and `app` in course.yaml, another name.',
  'kit.pinned': (p: { name: string }) =>
    `This course builds FROM ${p.name}, which names an image by its digest: where no registry answers, no engine can be given it under that name.`,
  'kit.pinned.next': (p: { name: string }) =>
    `Say ${p.name} without the digest in course.yaml, in every lab.yaml and in the Dockerfiles. A kit keeps the digests itself.`,
  'kit.path-long': (p: { path: string }) => `The name of ${p.path} is too long for a kit.`,
  'kit.path-long.next':
    'Shorten it: a file name has up to 100 bytes, the folders of the course that lead to it up to some 130; a Chinese character has 3. Or move the file out of the course.',
  'kit.path-odd': (p: { path: string }) => `Not every system can have a file with the name ${p.path}.`,
  'kit.path-odd.next': 'Give it another name, or move it out of the course: a kit is unpacked on every system.',
  'kit.path-twin': (p: { path: string }) =>
    `Another name in this course differs from ${p.path} only by upper and lower case, and not every system can tell them apart.`,
  'kit.path-twin.next':
    'Give one of them another name, or move it out of the course: a kit is unpacked on every system.',
  'kit.unread.next':
    'All of the course goes into a kit: see to it that the file can be read, or move it out of the course.',

  'kit.progress': (p: { phase: string; what: string; done: string; rate: string }) =>
    `  ${p.phase} ${p.what}: ${p.done}, ${p.rate}/s`,
  'kit.progress.of': (p: { phase: string; what: string; done: string; total: string; rate: string }) =>
    `  ${p.phase} ${p.what}: ${p.done} / ${p.total}, ${p.rate}/s`,
  'kit.progress.image': (p: { number: number; of: number; name: string }) => `image ${p.number}/${p.of} ${p.name}`,
  'kit.progress.reading': 'reading',
  'kit.progress.writing': 'writing',
  'kit.progress.verifying': 'verifying',
  'kit.progress.loading': 'loading',
  'kit.sum': (p: { sha256: string }) => `sha256: ${p.sha256}`,

  // make
  'kit.busy': (p: { path: string; pid: string }) => `Another \`kit make\` (process ${p.pid}) is writing ${p.path}.`,
  'kit.busy.next': 'Wait for it, or choose another file.',
  'kit.part': (p: { path: string }) => `${p.path} is there, and is not what an interrupted \`kit make\` left.`,
  'kit.part.next': 'Move it away, or choose another name for the kit.',
  'kit.inside': (p: { path: string; folder: string }) =>
    `${p.path} lies in ${p.folder}, which goes into the kit: the next kit would have this one in it.`,
  'kit.inside.next': 'Choose another folder for it.',
  'kit.no-image': (p: { name: string; platform: string }) =>
    `${p.name} for ${p.platform} is not on the engine, and no registry gave it.`,
  'kit.no-image.why': (p: { name: string; platform: string; why: string }) =>
    `${p.name} for ${p.platform} could not be pulled: ${p.why}`,
  'kit.no-image.next': (p: { platform: string }) =>
    `Make the kit where a registry answers, or on a machine with ${p.platform}: a local stand-in can be made only for the machine's own CPU.`,
  'kit.no-layers': (p: { name: string; platform: string }) =>
    `The image ${p.name} for ${p.platform} has no layers: there is nothing in it that a kit could hold.`,
  'kit.no-layers.next':
    'Build or pull it again so that at least one file is in it, or build FROM another image in the course.',
  'kit.save-failed': (p: { name: string }) => `The engine could not hand out the image ${p.name}.`,
  'kit.save-incomplete': (p: { name: string }) =>
    `The engine handed out the image ${p.name} without all of its layers.`,
  'kit.save.next': 'Pull it again, then make the kit again: it goes on where it stopped.',
  'kit.cut': (p: { name: string }) =>
    `The connection to the engine broke off while the image ${p.name} was on its way.`,
  'kit.save-cut.next': 'Make the kit again: it goes on where it stopped.',
  'kit.load-cut.next': 'Nothing of this image stays. Load the kit again: what is there already is not loaded again.',
  'kit.resumed': (p: { bytes: string }) => `The first ${p.bytes} were there from an interrupted run.`,
  'kit.made': (p: { path: string; bytes: string; course: string; runner: string }) =>
    `${p.path} is ready: ${p.bytes}, course ${p.course}, go-docker-lab ${p.runner}.`,
  'kit.made.images': (p: { images: string }) => `Images: ${p.images}`,
  'kit.made.node': (p: { platform: string; version: string; path: string }) =>
    `Node.js for ${p.platform}: ${p.version} (${p.path})`,
  'kit.made.node-unknown': 'version unknown',
  'kit.made.no-node': (p: { platforms: string }) =>
    `No Node.js for ${p.platforms}: who has such a machine needs Node.js 20.19 or newer of their own, or a kit made with --node.`,
  'kit.made.next': (p: { path: string }) => `Prove it: go-docker-lab kit check ${p.path}`,

  // What is wrong with a file
  'kit.copy.next': 'Nothing was changed. Copy the kit again from where it came, or make a new one.',
  'kit.copy-rest.next': 'What was loaded before stays. Copy the kit again from where it came, or make a new one.',
  'kit.not-one': (p: { path: string }) => `${p.path} is no kit of go-docker-lab.`,
  'kit.not-one.next': 'Nothing was changed. Name a file that `go-docker-lab kit make FILE` wrote.',
  'kit.truncated': (p: { path: string; bytes: number }) => `${p.path} breaks off after ${p.bytes} bytes.`,
  'kit.altered': (p: { path: string; entry: string }) =>
    `${p.path} is damaged: ${p.entry} is not what was written into it.`,
  'kit.altered-behind': (p: { path: string; entry: string }) => `${p.path} is damaged behind ${p.entry}.`,
  'kit.behind': (p: { path: string }) => `${p.path} has something behind its end.`,
  'kit.link': (p: { path: string; entry: string }) =>
    `${p.path} was refused: ${p.entry} in it is a link, a folder or a device, and a kit has only files.`,
  'kit.escapes': (p: { path: string; entry: string }) =>
    `${p.path} was refused: ${p.entry} in it leads out of the folder into which it is unpacked.`,
  'kit.twice': (p: { path: string; entry: string }) => `${p.path} was refused: ${p.entry} is in it twice.`,
  'kit.pinned-in': (p: { path: string; name: string }) =>
    `${p.path} has an image by its digest, ${p.name}: no engine can be given it under that name.`,
  'kit.pinned-in.next':
    'Nothing was changed. Ask for a kit of a course whose images have no digest in their names, made with this version or a newer one.',
  'kit.newer': (p: { path: string; version: string }) => `${p.path} was made by a newer go-docker-lab (${p.version}).`,
  'kit.newer.next': (p: { version: string }) =>
    `Nothing was changed. Use the program in the kit, or go-docker-lab ${p.version}.`,

  // load
  'kit.verifying': (p: { path: string }) => `Verifying ${p.path}`,
  'kit.verified': (p: { course: string; runner: string; bytes: string }) =>
    `Sound: ${p.bytes}, course ${p.course}, go-docker-lab ${p.runner}`,
  'kit.other-cpu': (p: { platforms: string; own: string }) =>
    `The images of this kit are for ${p.platforms}; this engine runs ${p.own}.`,
  'kit.other-cpu.next': (p: { own: string }) =>
    `Nothing was changed. Ask for a kit made with --platform ${p.own.replace('linux/', '')}.`,
  'kit.no-space': (p: { path: string; free: string; needed: string }) =>
    `The engine has ${p.free} free in ${p.path}; loading needs ${p.needed}. Nothing was changed.`,
  'kit.present': (p: { name: string }) => `Here already: ${p.name}`,
  'kit.kept': (p: { name: string }) => `Left alone: another image has the name ${p.name} here, and keeps it.`,
  'kit.loading': (p: { what: string; bytes: string }) => `Loading ${p.what} (${p.bytes})`,
  'kit.load-failed': (p: { name: string }) => `The engine did not take the image ${p.name}.`,
  'kit.load-failed.next': 'See what is wrong with the engine: go-docker-lab doctor. Then load the kit again.',
  'kit.loaded': (p: { loaded: number; others: number }) =>
    `Loaded: ${p.loaded === 1 ? '1 image' : `${p.loaded} images`}; here already: ${p.others}.`,
  'kit.loaded.next': 'Where no registry can be reached, say so once: go-docker-lab network offline',

  // check
  'kit.check.begins': 'Unpacking it, and starting an engine without a way out',
  'kit.check.ends': 'Taking it down',
  'kit.check.proved': (p: { devices: string; answer: string }) =>
    `No way out: no default route and none through a gateway (routes: ${p.devices}), a connection fails with ${p.answer}`,
  'kit.check.loaded': (p: { names: string }) => `Loaded from the kit: ${p.names}`,
  'kit.check.step': (p: { outcome: string; place: string; time: string; reason: string }) =>
    `  ${p.outcome} ${p.place} ${p.time}${p.reason}`,
  'kit.check.passed': 'passed ',
  'kit.check.failed': 'FAILED ',
  'kit.check.skipped': 'skipped',
  'kit.check.cancelled': 'stopped',
  'kit.check.holds': (p: { path: string; passed: number; failed: number; skipped: number; time: string }) =>
    `${p.path} holds: ${p.passed} passed, ${p.failed} failed, ${p.skipped} skipped, in ${p.time}, without a way out.`,
  'kit.check.fails': (p: { path: string; passed: number; failed: number; skipped: number; time: string }) =>
    `${p.path} does not hold: ${p.passed} passed, ${p.failed} failed, ${p.skipped} skipped, in ${p.time}.`,
  'kit.check.fails.next': (p: { command: string }) =>
    `Do not hand it out. The lines above say what failed: put that right, then: ${p.command}`,
  'kit.check.fails.course': (p: { course: string }) => `FOLDER is where the course ${p.course} lies.`,
  'kit.check.fails.node': 'PATH is the Node.js program for that platform.',
  'kit.check.unjudged': (p: { place: string }) => `Nothing is checked in ${p.place}, so it proves nothing of the kit.`,
  'kit.check.places': (p: { places: string }) => `In the course of this kit something is checked in: ${p.places}.`,
  'kit.check.no-linux': '`kit check` needs the namespaces of Linux.',
  'kit.check.no-root': '`kit check` needs root, for an engine and a network of its own.',
  'kit.check.no-tool': (p: { name: string }) => `\`kit check\` needs ${p.name}, which is not on this machine.`,
  'kit.check.no-namespace': 'This system lets nobody make namespaces, so `kit check` cannot cut off the network.',
  'kit.check.no-node': (p: { platform: string }) => `This kit has no Node.js for ${p.platform}, so it cannot run here.`,
  'kit.check.no-node.next': (p: { platform: string }) =>
    `Make it again as it was made, with Node.js for this machine too: --node ${p.platform}=PATH`,
  'kit.check.route': 'There was a way out of the namespace, so the check would have proved nothing.',
  'kit.check.engine': 'No engine came up in the namespace.',
  'kit.check.next':
    'Check it on a Linux machine as root, with Docker installed; or switch the network off here, then `go-docker-lab kit load FILE` and `go-docker-lab run`.',
  'kit.check.long': (p: { path: string }) => `The path ${p.path} is too long for the sockets of an engine.`,
  'kit.check.space.next': 'Name a folder with a short path and room with the variable TMPDIR, and check again.',
};
