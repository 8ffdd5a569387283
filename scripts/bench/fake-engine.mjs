// An engine that has nothing: what the docker CLI of fake-docker.sh, and our own requests, are answered with.
import { createServer } from 'node:http';

/** Listens on a socket file; gives the function that closes it. */
export async function startFakeEngine(socket) {
  const server = createServer((request, response) => {
    const [path] = request.url.replace(/^\/v[\d.]+/, '').split('?');
    const lists = { '/containers/json': [], '/networks': [], '/images/json': [], '/volumes': { Volumes: [] } };
    const known = request.method === 'GET' ? lists[path] : undefined;
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ?? { message: `No such thing: ${path}` }));
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(socket, resolve);
  });
  return () => {
    server.closeAllConnections();
    server.close();
  };
}
