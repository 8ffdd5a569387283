import { expect, it } from 'vitest';
import type { Api } from './api.ts';
import { readPublishers } from './container.ts';

/** An engine that lists these containers. */
const listing = (answer: unknown): Api => ({
  call: async () => undefined,
  ask: async (shape) => shape.parse(answer),
  stream: async () => undefined,
});

it('knows the published TCP ports and whose they are', async () => {
  const api = listing([
    {
      Names: ['/web'],
      // Once for IPv4, once for IPv6, as engines tell it.
      Ports: [
        { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { PrivatePort: 9000, Type: 'tcp' },
      ],
    },
    { Names: ['/other'], Ports: [{ IP: '127.0.0.2', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }] },
    { Names: ['/dns'], Ports: [{ IP: '0.0.0.0', PrivatePort: 53, PublicPort: 8081, Type: 'udp' }] },
    { Names: ['/quiet'], Ports: null },
    { Names: null },
  ]);
  expect([...(await readPublishers(api))]).toEqual([[8080, ['web', 'other']]]);
});
