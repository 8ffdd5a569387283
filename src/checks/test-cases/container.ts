import type { ContainerFacts } from '../evidence.ts';
import type { Case } from './case.ts';

const container: ContainerFacts = {
  id: 'c',
  name: 'go-docker-demo-web',
  status: 'running',
  exitCode: 0,
  error: '',
  imageId: 'sha256:1',
  labels: {},
  ports: [],
  readOnly: false,
  capDrop: [],
  health: { status: 'healthy', lastOutput: '' },
};

const { health: _, ...noHealth } = container;

const http = { type: 'http', container: 'web', port: 8080, method: 'GET', path: '/hello' } as const;
const answer = {
  answered: true,
  status: 200,
  headers: {},
  body: 'Hello\r\n',
  seconds: 0.1,
  url: 'http://127.0.0.1:8080/hello',
} as const;
const firstOk = { type: 'first-ok', container: 'web', port: 8080, path: '/healthz' } as const;

const scrape = { type: 'http', container: 'web', port: 8080, method: 'GET', path: '/metrics' } as const;
const metrics = { ...answer, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } } as const;
const counted =
  '# HELP http_requests_total All.\n# TYPE http_requests_total counter\nhttp_requests_total{code="200"} 3\n';

/** What a container answers, says and is. */
export const containerCases = {
  http: {
    check: { container: 'web', path: '/hello', body: 'Hello' },
    passes: [[http, answer]],
    fails: [
      [[http, { ...answer, body: 'Hallo' }]],
      [[http, { ...answer, body: 'Hello ' }]],
      [[http, { ...answer, status: 500 }]],
      [[http, { answered: false, error: 'connection refused', url: 'http://x' }]],
    ],
  },
  log: {
    check: { container: 'web', contains: 'Starting server on :8080' },
    passes: [[{ type: 'logs', container: 'web' }, '2026/01/01 Starting server on :8080\n']],
    fails: [
      [[{ type: 'logs', container: 'web' }, 'Starting server on :9090\n']],
      [[{ type: 'logs', container: 'web' }, undefined]],
    ],
  },
  'first-ok': {
    check: { container: 'web', atMost: 5 },
    passes: [[firstOk, { ok: true, seconds: 0.4, timed: true }]],
    fails: [
      [[firstOk, { ok: true, seconds: 6, timed: true }]],
      [[firstOk, { ok: false, seconds: 180, lastSeen: 'connection refused' }]],
    ],
  },
  memory: {
    check: { container: 'web', atMost: 50 },
    passes: [[{ type: 'memory', container: 'web' }, { bytes: 2_000_000 }]],
    fails: [
      [[{ type: 'memory', container: 'web' }, { bytes: 51_000_000 }]],
      [[{ type: 'memory', container: 'web' }, undefined]],
    ],
  },
  metrics: {
    check: { container: 'web', has: [{ name: 'http_requests_total', type: 'counter' }] },
    passes: [[scrape, { ...metrics, body: counted }]],
    fails: [
      [[scrape, { ...metrics, body: counted.replace('counter', 'gauge') }]],
      [[scrape, { ...metrics, body: counted.replaceAll('http_requests_total', 'http_requests') }]],
      [[scrape, { ...metrics, body: counted.split('\n').slice(0, 2).join('\n').concat('\n') }]],
      [[scrape, { ...metrics, body: counted.trimEnd() }]],
      [[scrape, { ...metrics, body: '<html></html>\n' }]],
      [[scrape, { ...metrics, body: '' }]],
      [[scrape, { ...metrics, body: counted, status: 404 }]],
      [[scrape, { ...metrics, body: counted, cut: true }]],
      [[scrape, { ...metrics, body: counted, headers: {} }]],
      [[scrape, { ...metrics, body: counted, headers: { 'content-type': 'application/json' } }]],
      [[scrape, { ...metrics, body: counted, headers: { 'content-type': 'text/plainer' } }]],
      [[scrape, { answered: false, error: 'connection refused', url: 'http://x' }]],
    ],
  },
  'container-exit': {
    check: { container: 'web', code: 0 },
    passes: [
      [
        { type: 'container', container: 'web' },
        { ...container, status: 'exited' },
      ],
    ],
    fails: [
      [
        [
          { type: 'container', container: 'web' },
          { ...container, status: 'exited', exitCode: 137 },
        ],
      ],
      [[{ type: 'container', container: 'web' }, container]],
      [[{ type: 'container', container: 'web' }, undefined]],
    ],
  },
  user: {
    check: { container: 'web', root: false },
    passes: [[{ type: 'processes', container: 'web' }, [{ uid: '10001', pid: '1', command: '/app/server' }]]],
    fails: [
      [[{ type: 'processes', container: 'web' }, [{ uid: '0', pid: '1', command: '/app/server' }]]],
      [[{ type: 'processes', container: 'web' }, []]],
      [[{ type: 'processes', container: 'web' }, [{ uid: '', pid: '1', command: '/app/server' }]]],
    ],
  },
  health: {
    check: { container: 'web', status: 'healthy' },
    passes: [[{ type: 'container', container: 'web' }, container]],
    fails: [
      [
        [
          { type: 'container', container: 'web' },
          { ...container, health: { status: 'unhealthy', lastOutput: 'ill' } },
        ],
      ],
      [[{ type: 'container', container: 'web' }, noHealth]],
      [[{ type: 'container', container: 'web' }, undefined]],
    ],
  },
} satisfies Record<string, Case>;
