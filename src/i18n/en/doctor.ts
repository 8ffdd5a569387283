export const messages = {
  'doctor.version': (p: { version: string }) => `version ${p.version}`,
  'doctor.next.commands': (p: { commands: string }) => `Run ${p.commands} , then try again.`,
  'doctor.next.sudo': (p: { commands: string }) =>
    `This needs root, and sudo asks for your password. Run it yourself: ${p.commands}`,

  'doctor.node': 'Node.js',
  'doctor.node.old': (p: { version: string; needed: string }) =>
    `Node.js ${p.version} is too old: ${p.needed} or newer is needed.`,
  'doctor.node.next': 'Install a newer Node.js, for example with nvm install 22.',

  'doctor.cli': 'docker command',
  'doctor.cli.present': 'present',
  'doctor.cli.podman': (p: { version: string }) => `Podman's own command, version ${p.version}`,
  'doctor.cli.broken': 'The docker command is there but does not start.',

  'doctor.engine': 'Docker engine',
  'doctor.engine.answers': (p: { endpoint: string; context: string }) =>
    `answers at ${p.endpoint} (context ${p.context})`,
  'doctor.engine.podman': (p: { endpoint: string; context: string }) =>
    `Podman, at ${p.endpoint} (context ${p.context})`,
  'doctor.engine.silent': (p: { what: string; endpoint: string }) => `${p.what} Nothing answers at ${p.endpoint}.`,
  'doctor.engine.no-cli': 'The engine cannot be asked without the docker command.',
  'doctor.engine-version': 'Engine version',
  'doctor.engine-version.found': (p: { version: string; client: string }) =>
    `${p.version} (docker command ${p.client})`,

  'doctor.install.next.darwin':
    'Install Docker Desktop (brew install --cask docker-desktop) and open it once, or Colima (brew install colima docker docker-buildx && colima start).',
  'doctor.install.next.win32':
    'Install Docker Desktop (winget install -e --id Docker.DockerDesktop), start it, and open a new terminal.',
  'doctor.install.next.debian': 'Install it from the packages of this distribution.',
  'doctor.install.next.wsl':
    'Switch this distribution on in Docker Desktop (Settings → Resources → WSL integration), or install an engine here.',
  'doctor.install.next.other':
    'Install Docker and its buildx plugin with the package manager of this system and start it (sudo systemctl enable --now docker), then try again.',
  'doctor.start.next.darwin': 'Start it: open -a Docker (Docker Desktop), colima start, or open -a OrbStack.',
  'doctor.start.next.win32':
    'Start Docker Desktop from the Start menu and wait until it says that the engine is running.',
  'doctor.start.next.linux': 'It is installed but not running: start it.',
  'doctor.buildx.next.debian': 'Install the buildx plugin.',

  'doctor.builder': 'Builder',
  'doctor.builder.buildx': (p: { version: string }) => `buildx ${p.version} with BuildKit`,
  'doctor.builder.buildx-plain': (p: { version: string }) =>
    `buildx ${p.version} with BuildKit; older than 0.13, so progress is shown line by line.`,
  'doctor.builder.buildkit': 'BuildKit, built into this docker command (no buildx plugin)',
  'doctor.builder.legacy':
    'only the old builder: no BuildKit. Builds are slower, cache mounts do not work, unneeded stages are built too, and the steps that need BuildKit are skipped.',
  'doctor.builder.podman': 'Podman builds with its own builder: steps and cache are shown in less detail.',

  'doctor.image-store': 'Image store',
  'doctor.image-store.classic': 'classic (overlay2 or similar): docker images shows unpacked sizes.',
  'doctor.image-store.containerd':
    'containerd: docker images may show other sizes than this workshop, which counts unpacked bytes.',

  'doctor.architecture': 'Architecture',
  'doctor.architecture.found': (p: { arch: string }) => `linux/${p.arch}`,
  'doctor.architecture.differs': (p: { arch: string; own: string }) =>
    `linux/${p.arch} in the engine, ${p.own} in this terminal`,
  'doctor.architecture.rare': (p: { arch: string }) => `linux/${p.arch}: there may be no base images for it.`,
  'doctor.architecture.rare.next': 'Use an engine on amd64 or arm64 if the base images cannot be had: --context NAME.',

  'doctor.disk': 'Free disk',
  'doctor.disk.free': (p: { path: string; free: string }) => `${p.free} at ${p.path}`,
  'doctor.disk.full': (p: { path: string; free: string }) => `Only ${p.free} of disk are free at ${p.path}.`,
  'doctor.disk.unknown': 'this system does not tell.',
  'doctor.disk.next': (p: { wanted: string }) =>
    `${p.wanted} are comfortable. docker system df shows what Docker takes; go-docker-lab clean removes what is from this workshop.`,

  'doctor.ports': 'Ports 8080–8083',
  'doctor.ports.free': 'free',
  'doctor.ports.taken': (p: { ports: string }) => `taken: ${p.ports}`,
  'doctor.ports.next': 'Nothing has to be done: a free port is chosen instead, and shown.',

  'doctor.registry': 'Image registry',
  'doctor.registry.answers': (p: { name: string }) => `${p.name} answers.`,
  'doctor.registry.unasked': 'not tried: no engine answers.',
  'doctor.registry.silent': (p: { names: string }) => `no registry answers at ${p.names}.`,
  'doctor.registry.mirror.next':
    'Only needed for base images that are not here yet. go-docker-lab network says what is wrong with the mirror; another one: go-docker-lab network mirror HOST/PATH',
  'doctor.registry.next':
    'Only needed for base images that are not here yet. A mirror can be named: go-docker-lab network mirror HOST/PATH',

  'doctor.bases': 'Base images',
  'doctor.base': (p: { name: string }) => `Base image ${p.name}`,
  'doctor.base.present': 'present',
  'doctor.base.mirror': (p: { image: string }) => `present, as ${p.image}`,
  'doctor.base.stand-in': (p: { image: string }) =>
    `a local stand-in is used (${p.image}). Sizes differ from the official image.`,
  'doctor.base.stand-in.next': (p: { command: string }) =>
    `Good enough for every lab. For the official one, where a registry answers: ${p.command}`,
  'doctor.base.missing': (p: { name: string }) => `Base image ${p.name} is not on this engine.`,
  'doctor.base.later': (p: { name: string }) =>
    `Base image ${p.name} is not on this engine yet. Only another lab needs it.`,
  'doctor.base.no-engine': (p: { name: string }) => `Base image ${p.name} cannot be looked for: no engine answers.`,
  'doctor.base.next.pull': 'Pull it.',
  'doctor.base.next.pull-or-make': 'Pull it; should that fail, a local stand-in is made from distribution packages.',
  'doctor.base.next.stand-in':
    'No registry answers, so a local stand-in is made from distribution packages, under a name of our own.',
  'doctor.base.next.advice': (p: { command: string }) =>
    `No registry answers. Pull it once one does (${p.command}), or name a mirror: go-docker-lab network mirror HOST/PATH`,
  'doctor.bases.missing': (p: { names: string }) => `These base images are missing: ${p.names}.`,
  'doctor.bases.missing.next': 'Get them: go-docker-lab doctor --fix',

  'doctor.fix.install': 'Install Docker and start it.',
  'doctor.fix.start': 'Start the Docker engine.',
  'doctor.fix.buildx': 'Install the buildx plugin.',
  'doctor.fix.bases': 'Get the missing base images.',
  'doctor.fix.failed': (p: { title: string; why: string }) => `This did not work: ${p.title} ${p.why}`,
  'doctor.fix.failed.next': 'Read what the command printed, put that right, then run go-docker-lab doctor --fix again.',
  'doctor.fix.exit': (p: { code: number }) => `The command ended with exit code ${p.code}.`,

  'doctor.script.root': 'It needs root.',
  'doctor.script.root.next': 'Run the command with sudo.',
  'doctor.script.mirror': 'The package lists of this machine’s mirror cannot be read.',
  'doctor.script.mirror.next': 'Make apt-get update work on this machine, then try again.',
  'doctor.script.folder': 'The state folder cannot be written.',
  'doctor.script.folder.next': 'Free some space or fix its permissions; XDG_STATE_HOME moves it elsewhere.',
  'doctor.script.no-apt': 'This system lacks the Debian package tools.',
  'doctor.script.no-package': 'The mirror of this machine does not have the packages.',
  'doctor.script.install': 'apt could not install the packages.',
  'doctor.script.no-dockerd': 'The engine is not installed.',
  'doctor.script.start': 'The engine did not come up.',
  'doctor.script.no-engine': 'The engine does not answer.',
  'doctor.script.architecture': 'The engine has another CPU than the packages of this machine.',
  'doctor.script.unpack': 'A package could not be unpacked; the disk may be full.',
  'doctor.script.import': 'The engine did not take the image; its disk may be full.',
  'doctor.script.stand-in': 'The stand-in made from this release does not work.',
};
