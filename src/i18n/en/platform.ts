export const messages = {
  'platform.path': 'a path that every system can have: Windows has no file of that name',
  'platform.twin': 'a path of its own on every system: another one differs from it only by upper and lower case',
  'platform.windows-drive': (p: { path: string }) =>
    `Your workspace ${p.path} is on a drive of Windows: builds from it are slow, and saves are noticed only by looking about twice a second. One in your WSL home is quick: --workspace ~/go-docker-demo`,
};
