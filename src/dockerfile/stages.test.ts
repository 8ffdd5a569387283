import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse.ts';
import { settingsOf } from './settings.ts';
import { flow, reachable, rootBase } from './stages.ts';

describe('stages', () => {
  const model = parseDockerfile(`ARG V=1.26
ARG EMPTY
FROM golang:\${V}-alpine AS Builder
USER \${WHO:-app}
ENV A=1 B=\${A:-0}
FROM builder
COPY --from=BUILDER /a /a
COPY --from=0 /a /a
COPY --from=bulder /a /a
COPY --from=buildr2.x /a /a
COPY --from=alpine /a /a
COPY --from=later /a /a
COPY --from=1 /a /a
COPY --from=9 /a /a
COPY --from=$X /a /a
RUN --mount=type=bind,from=busybox:musl,target=/x ls
FROM \${EMPTY:-scratch} AS later
FROM $NOTHING
`);

  it('resolves what they begin with', () => {
    expect(model.stages.map(({ name, base }) => [name, base])).toEqual([
      ['builder', { kind: 'image', image: 'golang:1.26-alpine' }],
      [undefined, { kind: 'stage', index: 0 }],
      ['later', { kind: 'scratch' }],
      [undefined, { kind: 'unknown' }],
    ]);
    expect(model.stages.map((stage) => rootBase(model, stage).kind)).toEqual(['image', 'image', 'scratch', 'unknown']);
  });

  it('resolves what they take', () => {
    expect(model.stages[1]?.uses.map(({ name, source }) => [name, source])).toEqual([
      ['BUILDER', { kind: 'stage', index: 0 }],
      ['0', { kind: 'stage', index: 0 }],
      ['bulder', { kind: 'missing', nearest: 'builder' }],
      ['buildr2.x', { kind: 'image', image: 'buildr2.x' }],
      ['alpine', { kind: 'image', image: 'alpine' }],
      ['later', { kind: 'later', index: 2 }],
      ['1', { kind: 'later', index: 1 }],
      ['9', { kind: 'missing', nearest: undefined }],
      ['$X', { kind: 'unknown' }],
      ['busybox:musl', { kind: 'image', image: 'busybox:musl' }],
    ]);
  });

  it('knows which are built', () => {
    const text = 'FROM a AS x\nFROM a AS y\nFROM a AS z\nCOPY --from=x /a /a\nFROM z\nRUN --mount=from=y ls\n';
    expect([...reachable(parseDockerfile(text))].toSorted()).toEqual([0, 1, 2, 3]);
    expect([...reachable(parseDockerfile('FROM a AS x\nFROM b'))]).toEqual([1]);
  });

  it('hands down settings, as the builder does', () => {
    const text = `FROM a AS one
ENTRYPOINT ["x"]
CMD ["y"]
USER app
WORKDIR /a
ONBUILD HEALTHCHECK NONE
FROM one AS two
WORKDIR b/../c
ENTRYPOINT ["z"]
FROM two
ARG U=1
USER $U
`;
    const three = parseDockerfile(text);
    const [one, two, last] = three.stages;
    if (!one || !two || !last) throw new Error('stages');
    expect(settingsOf(three, one)).toMatchObject({ user: { value: 'app' }, cmd: { args: '["y"]' }, workdir: '/a' });
    // A new entrypoint forgets the command below it.
    expect(settingsOf(three, last)).toMatchObject({
      user: { value: '1' },
      cmd: undefined,
      entrypoint: { args: '["z"]' },
      healthcheck: { args: 'NONE' },
      workdir: '/a/c',
    });
    expect(flow(three, two).map(({ keyword }) => keyword)).toContain('HEALTHCHECK');
    const [first] = model.stages;
    expect(first && settingsOf(model, first).user?.value).toBeUndefined();
  });

  it('takes the values of a build', () => {
    expect(parseDockerfile('ARG B=a\nFROM $B', { B: 'b:1' }).stages[0]?.base).toEqual({ kind: 'image', image: 'b:1' });
    expect(parseDockerfile('ARG toString\nFROM $toString').stages[0]?.base).toEqual({ kind: 'unknown' });
  });

  it('never puts endless values together', () => {
    const text = `ARG A=xxxxxxxx\n${'ARG A=$A$A$A$A\n'.repeat(60)}FROM $A\nENV B=y\n${'ENV B=$B$B$B$B\n'.repeat(60)}USER $B\n`;
    const big = parseDockerfile(text);
    const [stage] = big.stages;
    expect(stage?.base).toEqual({ kind: 'unknown' });
    expect(stage && settingsOf(big, stage).user?.value).toBeUndefined();
  });
});
