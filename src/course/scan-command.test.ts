import { describe, expect, it } from 'vitest';
import { shownScan } from './scan-command.ts';

describe('shownScan', () => {
  it.each([undefined, 'unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'])(
    'keeps to the engine that both scanners know: %s',
    (endpoint) => {
      const words = shownScan('trivy', 'demo:web', endpoint).join(' ');
      expect(words).toMatch(/^trivy image --image-src docker .*--offline-scan .* demo:web$/);
      expect(shownScan('grype', 'demo:web', endpoint).join(' ')).toBe(
        'env GRYPE_DB_AUTO_UPDATE=false GRYPE_DB_VALIDATE_AGE=false grype -o json docker:demo:web',
      );
    },
  );

  it('names any other engine', () => {
    const endpoint = 'unix:///run/user/1000/docker.sock';
    expect(shownScan('trivy', 'demo:web', endpoint).slice(0, 3)).toEqual(['env', `DOCKER_HOST=${endpoint}`, 'trivy']);
    expect(shownScan('grype', 'demo:web', endpoint)).toContain(`DOCKER_HOST=${endpoint}`);
  });
});
