import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { adapterSuite } from '../engines/suite/adapter.ts';
import { imagesSuite } from '../engines/suite/images.ts';
import { requestsSuite } from '../engines/suite/requests.ts';
import { waysSuite } from '../engines/suite/ways.ts';
import { defaultEngine, oldEngine } from '../helpers/engines.ts';
import { fakeDocker } from '../helpers/paths.ts';

/** What is promised of every engine: see test/engines/engine.test.ts. */
for (const engine of [defaultEngine, oldEngine]) {
  describe(`the ${engine.name} engine`, () => {
    waysSuite(engine);
    // Neither the classic store nor a command without buildx has any.
    imagesSuite(engine, { attested: false });
    requestsSuite(engine);
  });
}

/** The engines of CI, by every kind of builder that a docker command may have. */
adapterSuite({ name: 'buildx', engine: defaultEngine, rung: 'buildx-rawjson', go: true });
adapterSuite({
  name: 'an older buildx',
  engine: defaultEngine,
  rung: 'buildx-plain',
  dockerBinary: fakeDocker('docker-with-old-buildx'),
});
adapterSuite({
  name: 'no buildx',
  engine: defaultEngine,
  rung: 'legacy',
  dockerBinary: fakeDocker('docker-without-buildx'),
});
adapterSuite({ name: 'Docker 20.10', engine: oldEngine, rung: 'buildkit-env' });
adapterSuite({
  name: 'Docker 20.10 with buildx',
  engine: oldEngine,
  rung: 'buildx-rawjson',
  // The docker command of this machine, with its plugin.
  env: {
    PATH: process.env['PATH'] ?? '',
    DOCKER_CONFIG: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
  },
});
