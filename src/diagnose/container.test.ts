import { tells } from './test-tells.ts';

tells('machine', [
  ['podman-start', 'unable to upgrade to tcp, received 500'],
  [
    'port',
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint web (8b1c): Bind for 127.0.0.1:8080 failed: port is already allocated.',
    { port: '8080' },
  ],
  [
    'port',
    'docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (8b1c): failed to bind host port for 127.0.0.1:8081:172.17.0.2:8080/tcp: address already in use',
    { port: '8081' },
  ],
  ['port', 'Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use.', { port: '8080' }],
  [
    'port-owned',
    'Bind for 127.0.0.1:8080 failed: port is already allocated.',
    { port: '8080', owner: 'go-docker-demo-bad' },
    { portOwner: 'go-docker-demo-bad' },
  ],
  [
    'port-reserved',
    'Error response from daemon: Ports are not available: exposing port TCP 127.0.0.1:8080 -> 0.0.0.0:0: listen tcp 127.0.0.1:8080: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
    { port: '8080' },
  ],
  [
    'name-taken',
    'docker: Error response from daemon: Conflict. The container name "/go-docker-demo-bad" is already in use by container "4bb0". You have to remove (or rename) that container to be able to reuse that name.',
    { name: 'go-docker-demo-bad' },
  ],
]);

tells('lesson', [
  [
    'dynamic',
    '{"msg":"exec container process (missing dynamic library?) `/server`: No such file or directory","level":"error"}',
    { file: '/server' },
  ],
  ['architecture', '{"msg":"exec container process `/server`: Exec format error","level":"error"}'],
  [
    'no-shell',
    'Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
  ],
  [
    'no-program',
    'docker: Error response from daemon: crun: executable file `/nope` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found.',
    { file: '/nope' },
  ],
  [
    'not-executable',
    'docker: Error response from daemon: crun: the path `/noex` exists but it is not executable: Operation not permitted: OCI permission denied.',
    { file: '/noex' },
  ],
  ['dynamic', 'exec /main: no such file or directory', { file: '/main' }],
  ['dynamic', 'standard_init_linux.go:228: exec /app/server: no such file or directory', { file: '/app/server' }],
  [
    'no-program',
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/sevrer": stat /sevrer: no such file or directory: unknown.',
    { file: '/sevrer' },
  ],
  [
    'no-program',
    'docker: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: exec: "server": executable file not found in $PATH: unknown.',
    { file: 'server' },
  ],
  [
    'no-shell',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH: unknown',
  ],
  [
    'no-shell',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
  ],
  [
    'not-executable',
    'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/main": permission denied: unknown.',
    { file: '/main' },
  ],
  ['architecture', 'exec /main: exec format error'],
  [
    'architecture',
    "WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested",
  ],
]);
