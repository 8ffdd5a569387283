/** What only Podman and rootless Docker make us say. */
export const messages = {
  'podman.is-docker': (p: { version: string }) =>
    `The docker command on this machine is Podman's own command under that name (podman ${p.version}), which lacks what this workshop asks of docker.`,
  'podman.is-docker.next':
    "Podman's engine is fine: install the real docker command (package docker-cli), start Podman's socket (systemctl --user start podman.socket), then set DOCKER_HOST=unix://$XDG_RUNTIME_DIR/podman/podman.sock.",
  'diagnose.podman-start':
    'Podman made the container but could not start its program, and the docker command does not pass on why.',
  'diagnose.podman-start.next': 'Run the same command with -d: then it prints the reason.',
  'requires.podman.build-check':
    'Podman has no BuildKit, and so no docker build --check: this step needs Docker 27 or newer.',
  'requires.podman.build-secret':
    'Podman has no BuildKit, to which docker hands the secrets of a build: this step needs Docker. Podman’s own command has it: podman build --secret.',
  'requires.podman.build-stages':
    'Podman before 4.2 also builds the stages that an image does not need. Update Podman to do this step.',
  'requires.podman.cross-build':
    'Building for another CPU this way needs BuildKit, which Podman does not have: this step needs Docker.',
  'requires.health':
    'Nobody has asked the health check yet: Podman leaves its intervals to timers of systemd, which this engine does not have. By hand: podman healthcheck run CONTAINER.',
  'requires.memory':
    'This engine cannot tell how much memory a container takes: it runs without control groups (rootless Docker needs cgroup v2 for them).',
  'requires.processes':
    'This engine cannot list the processes of a container: it runs without control groups (rootless Docker needs cgroup v2 for them).',
};
