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
  'doctor.ports.remote': (p: { host: string }) => `no container on ${p.host} publishes them`,
};
