export const messages = {
  'run.remote': (p: { host: string }) =>
    `The engine is on another machine, ${p.host}. What is published on 127.0.0.1 answers there, so requests are sent from there, by a container of ours that goes with this session. Times to the first answer include the way there and back.`,
  'engine.relay-gone': (p: { host: string }) =>
    `No request could be sent on ${p.host}: the container of ours that sends them keeps ending.`,
  'engine.relay-image': (p: { image: string }) =>
    `No request can be sent on the engine's machine: there is no image ${p.image} to send it from.`,
  'engine.relay-no-nc': (p: { image: string }) =>
    `No request can be sent on the engine's machine: the image ${p.image} has no nc to send it with.`,
  'engine.relay-image.next': 'With a remote engine, one of the course’s base images has to be alpine or busybox.',
  'endpoint.silent': (p: { endpoint: string; source: string; why: string }) =>
    `No Docker engine answers at ${p.endpoint} (${p.source}): ${p.why}.`,
  'endpoint.address': (p: { endpoint: string; source: string }) =>
    `${p.endpoint} (${p.source}) is no address that the docker command can use.`,
  'endpoint.address.next': (p: { leave: string }) =>
    `Correct it: ssh://USER@HOST, tcp://HOST:PORT or unix:///PATH. Or ${p.leave}.`,
  'endpoint.password': (p: { endpoint: string; source: string }) =>
    `${p.endpoint} (${p.source}) holds a password, which the docker command does not take.`,
  'endpoint.password.next': (p: { leave: string }) =>
    `Leave the password out, and have ssh log in with a key. Or ${p.leave}.`,
  'endpoint.source.variable': 'set by DOCKER_HOST',
  'endpoint.source.context': (p: { context: string }) => `context ${p.context}`,
  'endpoint.why.name': 'no host of that name is known',
  'endpoint.why.refused': 'the connection is refused',
  'endpoint.why.late': 'the host cannot be reached, or does not answer in time',
  'endpoint.why.key': 'ssh is not let in, because the host accepts none of your keys',
  'endpoint.why.host-key': 'ssh does not know the key of that host, or it has changed',
  'endpoint.why.tls': 'the two sides do not agree on TLS or its certificates',
  'endpoint.why.dropped':
    'its sshd drops the connection before letting it in, as it does when too many come at once, or when it bars this address',
  'endpoint.why.no-docker': 'ssh gets in, but finds no docker command there',
  'endpoint.why.there': 'ssh gets in, but the docker command there finds no engine that lets it in',
  'endpoint.why.no-ssh': 'the docker command connects with the program ssh, which is not on this machine’s PATH',
  'endpoint.why.settings': 'ssh refuses to use its settings file on this machine',
  'endpoint.why.account': 'ssh gets in, but the account there may not talk to the engine',
  'endpoint.why.chatter':
    'ssh gets in, but the shell there prints words of its own, a greeting or an error, into the connection',
  'endpoint.why.no-engine': 'what answers there does not speak HTTP, as an engine does',
  'endpoint.why.broken-off': 'the connection breaks off before an engine has answered',
  'endpoint.why.nobody': 'nothing there takes the connection',
  'endpoint.leave.variable': 'unset DOCKER_HOST to use this machine’s own engine',
  'endpoint.leave.context': 'choose another context: docker context use NAME',
  'endpoint.next.ssh': (p: { command: string; leave: string }) =>
    `Check name, user and key until this answers without a question: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.dropped': (p: { leave: string }) =>
    `Try again. If it stays so, raise MaxStartups in sshd_config over there, or share one connection (ControlMaster in ssh_config). Or ${p.leave}.`,
  'endpoint.next.host-key': (p: { command: string; leave: string }) =>
    `Check the key and accept it once by hand: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.no-ssh': (p: { leave: string }) =>
    `Install the OpenSSH client (on Debian and Ubuntu: sudo apt install openssh-client), open a new terminal and try again. Or ${p.leave}.`,
  'endpoint.next.settings': (p: { command: string; leave: string }) =>
    `Put the file right as ssh says (for bad permissions: chmod 600 ~/.ssh/config), until this answers: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.account': (p: { join: string; command: string; leave: string }) =>
    `Put that account into the docker group over there (${p.join}; the group is as powerful as root), until this answers: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.there': (p: { command: string; leave: string }) =>
    `Install or start Docker over there, until this answers: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.chatter': (p: { command: string; leave: string }) =>
    `Look in ~/.bashrc and the like over there for what prints it, until this prints nothing but docker’s answer: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.tls': (p: { leave: string }) =>
    `Check the certificates (DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or those of the context), and whether that port speaks TLS. Or ${p.leave}.`,
  'endpoint.next.tcp': (p: { leave: string }) =>
    `Check the host’s name and port, and that its engine listens there. Or ${p.leave}.`,
  'endpoint.next.socket': (p: { leave: string }) => `Correct the path. Or ${p.leave}.`,
  'endpoint.slow': (p: { endpoint: string; seconds: number }) =>
    `The Docker engine at ${p.endpoint} has not answered for ${p.seconds} seconds.`,
  'endpoint.slow.next':
    'Wait until docker version answers there by hand (for ssh: ssh HOST docker version), then try again.',
  'doctor.ports.unasked': 'not looked at: no engine answers, and this machine’s own ports are not its ports.',
  'doctor.ports.remote': (p: { host: string }) => `no container on ${p.host} publishes them`,
};
