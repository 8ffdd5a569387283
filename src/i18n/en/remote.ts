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
  'endpoint.why.nobody': 'nothing there takes the connection',
  'endpoint.leave.variable': 'unset DOCKER_HOST to use this machine’s own engine',
  'endpoint.leave.context': 'choose another context: docker context use NAME',
  'endpoint.next.ssh': (p: { command: string; leave: string }) =>
    `Check name, user and key until this answers without a question: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.dropped': (p: { leave: string }) =>
    `Try again. If it stays so, raise MaxStartups in sshd_config over there, or share one connection (ControlMaster in ssh_config). Or ${p.leave}.`,
  'endpoint.next.host-key': (p: { command: string; leave: string }) =>
    `Check the key and accept it once by hand: ${p.command}. Or ${p.leave}.`,
  'endpoint.next.tls': (p: { leave: string }) =>
    `Check the certificates (DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or those of the context), and whether that port speaks TLS. Or ${p.leave}.`,
  'endpoint.next.tcp': (p: { leave: string }) =>
    `Check the host’s name and port, and that its engine listens there. Or ${p.leave}.`,
  'endpoint.next.socket': (p: { leave: string }) => `Correct the path. Or ${p.leave}.`,
  'endpoint.slow': (p: { endpoint: string; seconds: number }) =>
    `The Docker engine at ${p.endpoint} has not answered for ${p.seconds} seconds.`,
  'endpoint.slow.next':
    'Wait until docker version answers there by hand (for ssh: ssh HOST docker version), then try again.',
  'doctor.ports.remote': (p: { host: string }) => `no container on ${p.host} publishes them`,
};
