/** What only Podman and rootless Docker make us say. */
export const messages = {
  'podman.no-connection': (p: { name: string }) =>
    `The docker command on this machine is Podman's own, and Podman has no connection called ${p.name}.`,
  'podman.no-connection.next': 'docker system connection list shows the connections there are.',
  'diagnose.podman-socket': (p: { host: string }) =>
    `Nobody answers at Podman's socket ${p.host}. Podman's own command works without it; this workshop reads images and containers through it.`,
  'diagnose.podman-socket.next': (p: { host: string }) =>
    `Start it with systemctl --user start podman.socket; without systemd, with podman system service --time 0 ${p.host} &`,
  'diagnose.podman-socket.root': (p: { host: string }) =>
    `Start it with systemctl start podman.socket; without systemd, with podman system service --time 0 ${p.host} &`,
  'podman.far': (p: { endpoint: string }) =>
    `The docker command on this machine is Podman's own and uses ${p.endpoint}; with that command this workshop uses no engine but one at a Unix socket of this machine.`,
  'podman.far.next':
    "Name such a socket: CONTAINER_HOST=unix:///PATH (of a Podman machine: podman machine inspect --format '{{.ConnectionInfo.PodmanSocket.Path}}'). Or install Docker's own command (package docker-cli), and set DOCKER_HOST.",
  'diagnose.podman-start':
    'Podman made the container but could not start its program, and the docker command does not pass on why.',
  'diagnose.podman-start.next': 'Run the same command with -d: then it prints the reason.',
  'requires.podman.build-check':
    'Podman has no BuildKit, and so no docker build --check: this step needs Docker 27 or newer.',
  'requires.podman.build-secret':
    'Podman has no BuildKit, to which docker hands the secrets of a build: this step needs Docker, or Podman’s own command in place of docker’s (package podman-docker).',
  'requires.podman.build-stages':
    'Podman before 4.2 also builds the stages that an image does not need. Update Podman to do this step.',
  'requires.podman.cross-build':
    'To build for another CPU, docker wants BuildKit, which Podman does not have: this step needs Docker, or Podman’s own command in place of docker’s (package podman-docker).',
  'requires.podman.reason':
    'This failed as it should, but Podman’s own command does not pass on the reason that its engine gave. Docker’s command would.',
  'requires.health':
    'Nobody has asked the health check yet: Podman leaves its intervals to timers of systemd, which this engine does not have. By hand: podman healthcheck run CONTAINER.',
  'requires.memory':
    'This engine cannot tell how much memory a container takes: it runs without control groups (rootless Docker needs cgroup v2 for them).',
  'requires.processes':
    'This engine cannot list the processes of a container: it runs without control groups (rootless Docker needs cgroup v2 for them).',
};
