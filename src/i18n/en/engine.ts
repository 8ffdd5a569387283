export const messages = {
  'progress.corrupt': (p: { kept: string }) =>
    `Your progress file could not be read. It is kept as ${p.kept}; you start from an empty one.`,
  'progress.newer': (p: { path: string; version: number; known: number }) =>
    `${p.path} was written by a newer go-docker-lab (format ${p.version}; this one knows ${p.known}). It has not been touched.`,
  'progress.newer.next': 'Run the newer version: npx go-docker-lab@latest',
  'progress.locked': (p: { pid: number }) => `Another go-docker-lab (process ${p.pid}) has this course open.`,
  'progress.locked.next': (p: { path: string }) =>
    `Close the other one and try again. If there is none, delete ${p.path}`,
  'progress.locked-elsewhere': (p: { pid: number; host: string }) =>
    `go-docker-lab (process ${p.pid}) has this course open on ${p.host}.`,

  'engine.no-cli': (p: { program: string }) => `The program ${p.program} is not on this machine's PATH.`,
  'engine.no-cli.next': 'Install Docker (go-docker-lab doctor shows how), open a new terminal and try again.',
  'engine.failed': (p: { endpoint: string }) => `The Docker engine at ${p.endpoint} cannot be used.`,
  'engine.failed.next': 'Run docker version: it has to answer before this workshop can go on.',
  'engine.api-version': (p: { value: string }) => `DOCKER_API_VERSION is set to ${p.value}, which is no API version.`,
  'engine.api-version.next': 'Unset DOCKER_API_VERSION, or set it to a number such as 1.45.',
  'engine.other-answers': (p: { source: string; endpoint: string; found: string }) =>
    `Nothing answers at ${p.endpoint} (${p.source}), but an engine answers at ${p.found}.`,
  'engine.other-answers.next': (p: { found: string }) => `Set DOCKER_HOST=${p.found} and try again.`,
  'engine.other-answers.unset': (p: { found: string }) => `Unset DOCKER_HOST, or set DOCKER_HOST=${p.found}.`,
  'engine.too-old': (p: { version: string; needed: string }) =>
    `This is Docker engine ${p.version}; the workshop needs ${p.needed} or newer.`,
  'engine.too-old.next': 'Update Docker; your images and containers stay.',
  'engine.windows-containers': 'This engine runs Windows containers; the workshop builds Linux images.',
  'engine.windows-containers.next': 'In the Docker Desktop menu choose "Switch to Linux containers".',
  'engine.image-in-use': (p: { image: string }) => `Image ${p.image} is still in use and was not removed.`,
  'engine.image-in-use.next': 'Remove the container or image that is based on it, then clean again.',
  'engine.layer-zstd': 'This image has a layer packed with zstd, which this Node cannot unpack.',
  'engine.layer-zstd.next': 'Use Node 22.15 or newer, then try again.',
  'engine.save-incomplete': (p: { name: string }) =>
    `The engine left ${p.name} out of what docker save gives, so the image cannot be searched.`,
  'engine.save-too-long': (p: { name: string }) =>
    `${p.name}, a list or the settings of the image, is longer than 4 MB, so the image cannot be searched.`,
  'engine.lost': (p: { endpoint: string }) => `The connection to the Docker engine at ${p.endpoint} broke.`,
  'engine.lost.next': 'Check with docker version that it still runs, then try again.',
  'engine.refused': 'The Docker engine refused this.',
  'engine.no-answer': (p: { seconds: number }) => `The Docker engine has not answered for ${p.seconds} seconds.`,

  'diagnose.unreachable': (p: { context: string }) => `Docker is not running (context ${p.context}).`,
  'diagnose.unreachable.next':
    'Start Docker Desktop, Colima or OrbStack, or on Linux the service (sudo systemctl start docker), then retry.',
  'diagnose.context': (p: { context: string }) => `There is no docker context called ${p.context}.`,
  'diagnose.context.empty': 'The name of the docker context is empty.',
  'diagnose.context.next':
    'docker context ls lists them. Name one of them where this one was named: --context, DOCKER_CONTEXT, or docker context use NAME.',
  'diagnose.permission': 'Your account may not talk to the Docker engine.',
  'diagnose.permission.next':
    'Join the docker group (sudo usermod -aG docker $USER) and log in again. Mind that this group is as powerful as root; rootless Docker is the other way.',
  'diagnose.wsl': 'Docker Desktop is not connected to this WSL distribution.',
  'diagnose.wsl.next': 'In Docker Desktop open Settings → Resources → WSL integration and switch this distribution on.',
  'diagnose.api-version': 'The docker CLI and the engine do not speak the same API version.',
  'diagnose.api-version.next': 'Unset DOCKER_API_VERSION if it is set; otherwise update the docker CLI.',
  'diagnose.buildx': 'The docker CLI lacks its build plugin, buildx.',
  'diagnose.buildx.next': 'Install it (package docker-buildx-plugin or docker-buildx), or update Docker Desktop.',
  'diagnose.old-builder': (p: { flag: string }) =>
    `What builds here is Docker’s old builder, which does not have --${p.flag}: only BuildKit has it, which comes with the buildx plugin.`,
  'diagnose.old-builder.next': (p: { flag: string }) =>
    `Install the plugin (package docker-buildx-plugin or docker-buildx), or leave --${p.flag} out of your Dockerfile.`,
  'diagnose.port': (p: { port: string }) => `Port ${p.port} on this machine is already taken.`,
  'diagnose.port-owned': (p: { port: string; owner: string }) =>
    `Port ${p.port} on this machine is already taken by ${p.owner}.`,
  'diagnose.port.next': 'Another free port is chosen. To keep this one, stop the program that holds it.',
  'diagnose.port-reserved': (p: { port: string }) => `Windows has reserved port ${p.port}; no program may use it.`,
  'diagnose.name-taken': (p: { name: string }) => `There is already a container called ${p.name}.`,
  'diagnose.name-taken.next': (p: { name: string }) =>
    `If it is from this workshop it can be replaced. If it is yours, rename it: docker rename ${p.name} NEW`,
  'diagnose.rate-limit': 'The image registry has had too many downloads from your network and makes you wait.',
  'diagnose.rate-limit.next':
    'Log in (docker login), name a mirror (go-docker-lab network mirror HOST/PATH), or load a kit (go-docker-lab kit load FILE).',
  'diagnose.registry': 'The image registry cannot be reached from here. Your Dockerfile may be fine.',
  'diagnose.registry.next':
    'Name a mirror (go-docker-lab network mirror HOST/PATH) or load a kit (go-docker-lab kit load FILE). On Debian and Ubuntu go-docker-lab doctor --fix makes local stand-ins.',
  'diagnose.no-image': (p: { image: string }) => `There is no image called ${p.image}.`,
  'diagnose.no-image.next': 'Check the name and the tag. If a build stage is meant, compare it with the name after AS.',
  'diagnose.no-platform': (p: { image: string }) => `Image ${p.image} does not exist for this CPU.`,
  'diagnose.no-platform.next': 'Use another image or tag, or build with --platform.',
  'diagnose.credentials': (p: { helper: string }) =>
    `Docker's password helper docker-credential-${p.helper} does not work.`,
  'diagnose.credentials.next': 'Remove the line "credsStore" from ~/.docker/config.json, or install that helper.',
  'diagnose.x509-download': 'A download was refused: the certificate is signed by an authority that is not known here.',
  'diagnose.x509-download.next':
    'Usually a company proxy stands in between: give its CA certificate to Docker (for a pull) or to the build stage (for go mod download).',
  'diagnose.x509-run': 'The program cannot verify the other side: its image holds no CA certificates.',
  'diagnose.x509-run.next':
    'Copy them from the builder: COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
  'diagnose.time-zone': (p: { zone: string }) =>
    `The program does not know the time zone ${p.zone}: its image holds no time zone data.`,
  'diagnose.time-zone.next': 'Copy zoneinfo from a stage that has it, or import _ "time/tzdata" in the program.',
  'diagnose.dynamic': (p: { file: string }) =>
    `${p.file} is there, but the loader it was linked against is not: it is dynamically linked.`,
  'diagnose.dynamic.next': 'Build it statically: CGO_ENABLED=0 go build …',
  'diagnose.no-program': (p: { file: string }) => `The container has no program ${p.file} to start.`,
  'diagnose.no-program.next': 'Compare the path in CMD or ENTRYPOINT with the path COPY puts the binary at.',
  'diagnose.no-shell': 'This image has no shell.',
  'diagnose.no-shell.next':
    'Write CMD, ENTRYPOINT and HEALTHCHECK as JSON arrays; there is nothing to run RUN with in such a stage.',
  'diagnose.not-executable': (p: { file: string }) => `${p.file} may not be executed: it lacks the execute permission.`,
  'diagnose.not-executable.next': 'Build the binary in the builder and copy it, or add COPY --chmod=755.',
  'diagnose.architecture': 'This binary or image was built for another kind of CPU.',
  'diagnose.architecture.next':
    'Build for this machine: leave --platform out, and GOARCH and GOOS=linux as they should be.',
  'diagnose.not-in-context': (p: { file: string }) => `${p.file} is not in the build context.`,
  'diagnose.not-in-context.next':
    'Check the path (it counts from the build folder), and whether .dockerignore excludes it.',
  'diagnose.not-in-stage': (p: { file: string }) => `${p.file} does not exist in the stage or image it is copied from.`,
  'diagnose.not-in-stage.next': 'Compare the path with the one the earlier stage writes to.',
  'diagnose.parse': (p: { line: number }) => `Line ${p.line} of the Dockerfile is not understood.`,
  'diagnose.parse.next': (p: { line: number; problem: string }) => `Look at line ${p.line}: ${p.problem}`,
  'diagnose.disk': 'The disk of the Docker engine is full.',
  'diagnose.disk.next':
    'docker system df shows what takes the space; go-docker-lab clean removes what is from this workshop. What is yours is never pruned.',
  'diagnose.memory': 'A program was killed: the engine ran out of memory.',
  'diagnose.memory.next': 'Give Docker more memory (Docker Desktop → Settings → Resources), or close other containers.',
  'diagnose.podman-healthcheck': 'Podman drops HEALTHCHECK from images of the OCI format.',
  'diagnose.podman-healthcheck.next': 'Build with --format docker.',
  'diagnose.go-proxy':
    'The Go modules cannot be downloaded: the module proxy does not answer. Your Dockerfile may be fine.',
  'diagnose.go-proxy.next':
    'Name one that you can reach, for example: go-docker-lab network mirror --goproxy https://goproxy.cn,direct',
  'diagnose.apk': 'The Alpine package server cannot be reached. Your Dockerfile may be fine.',
  'diagnose.apk.next':
    'Name a mirror that you can reach (go-docker-lab network mirror --apk URL), or use an image that already holds the package.',
};
