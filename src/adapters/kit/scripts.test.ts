import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const zero = '0'.repeat(32);
const four = 'Iface\tDestination\tGateway\n';
const bridge = `${four}docker0\t000011AC\t00000000\n`;
const refusal = `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`;
const link = `fe80${'0'.repeat(28)} 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001  docker0`;

/** What offline-course.sh proves where these are the routes and no connection is possible. */
function proof(routes: string, routes6: string | undefined): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'offline-course-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'stub.cjs'),
    `const fs = require('node:fs');
const { existsSync, readFileSync } = fs;
const files = ${JSON.stringify({ '/proc/net/route': routes, '/proc/net/ipv6_route': routes6 })};
fs.existsSync = (path) => (path in { '/proc/net/ipv6_route': 1 } ? path in files : existsSync(path));
fs.readFileSync = (path, ...rest) => files[path] ?? readFileSync(path, ...rest);
require('node:net').connect = () => ({ on: (name, tell) => name === 'error' && tell({ code: 'ENETUNREACH' }) });
`,
  );
  const node = join(folder, 'node');
  writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" -r "${folder}/stub.cjs" "$@"\n`);
  chmodSync(node, 0o755);
  const script = fileURLToPath(new URL('scripts/offline-course.sh', import.meta.url));
  const { stdout } = spawnSync('sh', [script, node, join(folder, 'none'), 'kit.tar'], { encoding: 'utf8' });
  const { proved, gateways } = JSON.parse(stdout.split('\n')[0] ?? '') as Record<string, unknown>;
  return { proved, gateways };
}

describe.skipIf(process.platform === 'win32')('offline-course.sh', () => {
  it.each([
    ['only bridges of the engine', bridge, `${refusal}\n${link}\n`, { proved: true, gateways: 0 }],
    ['no route at all', four, '', { proved: true, gateways: 0 }],
    ['no IPv6', bridge, undefined, { proved: true, gateways: 0 }],
    ['a default route', `${four}eth0\t00000000\t010011AC\n`, link, { proved: false, gateways: 1 }],
    ['one of IPv6', bridge, `${zero} 00 ${zero} 00 ${zero} 00000400 1 0 3 eth0\n`, { proved: false, gateways: 1 }],
    [
      'a gateway of IPv6',
      bridge,
      `2001${'0'.repeat(28)} 10 ${zero} 00 fe80${'0'.repeat(27)}1 0 1 0 3 eth0\n`,
      { proved: false, gateways: 1 },
    ],
  ])('%s', (_, routes, routes6, told) => expect(proof(routes, routes6)).toEqual(told));
});
