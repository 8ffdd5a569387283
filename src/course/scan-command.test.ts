import { describe, expect, it } from 'vitest';
import { shellLine } from '../shell/line.ts';
import { shownScan } from './scan-command.ts';

describe('shownScan', () => {
  it.each([undefined, 'unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'])(
    'keeps to the engine that both scanners know: %s',
    (endpoint) => {
      const words = shellLine('posix', shownScan('trivy', 'demo:web', endpoint));
      expect(words).toMatch(/^trivy image --image-src docker .*--offline-scan .* demo:web$/);
      expect(shellLine('posix', shownScan('grype', 'demo:web', endpoint))).toBe(
        'env GRYPE_DB_AUTO_UPDATE=false GRYPE_DB_VALIDATE_AGE=false grype -o json docker:demo:web',
      );
    },
  );

  it('names any other engine', () => {
    const endpoint = 'unix:///run/user/1000/docker.sock';
    expect(shownScan('trivy', 'demo:web', endpoint).env).toEqual({ DOCKER_HOST: endpoint });
    expect(shownScan('grype', 'demo:web', endpoint).env).toMatchObject({ DOCKER_HOST: endpoint });
  });
});
