import { tells } from './test-tells.ts';

tells('machine', [
  [
    'unreachable',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    { context: 'colima' },
    { context: 'colima' },
  ],
  [
    'unreachable',
    'failed to connect to the docker API at unix:///Users/u/.docker/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /Users/u/.docker/run/docker.sock: connect: no such file or directory',
  ],
  [
    'unreachable',
    'error during connect: Get "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.47/version": open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.',
  ],
  [
    'context',
    'Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open /root/.docker/contexts/meta/ca37/meta.json: no such file or directory',
    { context: 'nope' },
  ],
  ['context', 'unable to resolve docker endpoint: context "nope" does not exist', { context: 'nope' }],
  [
    'permission',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  [
    'old-builder',
    'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    { flag: 'mount' },
  ],
  [
    'permission',
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  ['permission', 'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock'],
  [
    'wsl',
    "\nThe command 'docker' could not be found in this WSL 2 distro.\nWe recommend to activate the WSL integration in Docker Desktop settings.\n",
  ],
  [
    'api-version',
    'Error response from daemon: client version 1.22 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
  ],
  ['api-version', 'Error response from daemon: client version 1.50 is too new. Maximum supported API version is 1.41'],
  [
    'buildx',
    'ERROR: BuildKit is enabled but the buildx component is missing or broken.\n       Install the buildx component to build images with BuildKit:\n       https://docs.docker.com/go/buildx/',
  ],
  [
    'credentials',
    'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
    { helper: 'desktop' },
  ],
  [
    'credentials',
    'ERROR: failed to solve: golang:1.26: error getting credentials - err: exec: "docker-credential-desktop.exe": executable file not found in $PATH, out: ``',
    { helper: 'desktop' },
  ],
  ['disk', 'ERROR: failed to solve: failed to copy files: copy file range failed: no space left on device'],
  [
    'memory',
    'net/http: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed\nERROR: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1',
  ],
  [
    'podman-socket',
    'Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM\nError: unable to connect to Podman socket: Get "http://d/v5.4.2/libpod/_ping": dial unix /run/podman/podman.sock: connect: no such file or directory: unix:///run/podman/podman.sock',
    { host: 'unix:///run/podman/podman.sock' },
  ],
  [
    'podman-socket',
    'Error: unable to connect to Podman socket: Get "http://d/v4.3.1/libpod/_ping": dial unix ///run/user/1000/podman/podman.sock: connect: no such file or directory',
    { host: 'unix:///run/user/1000/podman/podman.sock' },
  ],
]);
