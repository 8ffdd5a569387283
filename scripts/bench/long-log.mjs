// A long build log as builders print it. Seen with BuildKit 0.12: a program that writes line by line fills
// one to ten lines into an entry, four on average.
const digest = `sha256:${'c0ffee00'.repeat(8)}`;
const name = '[builder 4/5] RUN go build -v ./...';
const linesPerEntry = 4;

/** 69 bytes and a line break, no two alike. */
const lineOf = (index) =>
  `github.com/example/module/internal/package${index} compiled in 0.0${index % 10}s`.slice(0, 69).padEnd(69, '.');

const stamp = (index) => new Date(1_800_000_000_000 + index).toISOString();

/** `--progress=rawjson` of buildx 0.13: indented objects, one after the other. */
export function rawjsonLog(lines) {
  const object = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  const vertex = { digest, name, started: stamp(0) };
  const parts = [object({ vertexes: [{ digest, name }] }), object({ vertexes: [vertex] })];
  for (let index = 0; index < lines; index += linesPerEntry) {
    const count = Math.min(linesPerEntry, lines - index);
    const text = Array.from({ length: count }, (_, offset) => `${lineOf(index + offset)}\n`).join('');
    const data = Buffer.from(text).toString('base64');
    parts.push(object({ logs: [{ vertex: digest, stream: 1, data, timestamp: stamp(index) }] }));
  }
  parts.push(object({ vertexes: [{ ...vertex, completed: stamp(lines) }] }));
  return parts.join('');
}

/** `--progress=plain`. */
export function plainLog(lines) {
  const parts = [`#5 ${name}\n`];
  for (let index = 0; index < lines; index += 1) parts.push(`#5 ${(index / 1000).toFixed(3)} ${lineOf(index)}\n`);
  parts.push(`#5 DONE ${(lines / 1000).toFixed(1)}s\n`);
  return parts.join('');
}
