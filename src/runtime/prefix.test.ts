import { expect, test } from 'vitest';
import { besides, isLearner, isTrial, prefixOf } from './prefix.ts';

const course = { name: 'go-docker-demo' };

test.each([
  ['', 'go-docker-demo'],
  ['ann', 'go-docker-demo_ann'],
  ['ann-own', 'go-docker-demo_ann_own'],
  ['a--b', 'go-docker-demo_a__b'],
  ['a---b', 'go-docker-demo_a.3.b'],
  ['a---3-b', 'go-docker-demo_a.3.3_b'],
])('learner %j: %s', (learner, prefix) => {
  expect(prefixOf(course, learner)).toBe(prefix);
});

const repository = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Every name of up to seven letters, digits and hyphens, of few kinds. */
function learners(): readonly string[] {
  const all: string[] = [];
  const grow = (name: string): void => {
    if (!name.startsWith('-') && !name.endsWith('-')) all.push(name);
    if (name.length < 7) for (const next of ['a', '3', '4', '-']) grow(name + next);
  };
  grow('');
  return all;
}

const named = learners().filter((name) => name !== '');

test('what is tried for a learner is nobody else’s', () => {
  const prefixes = new Set(learners().map((name) => prefixOf(course, name)));
  const tried = learners().flatMap((name) => [besides(name, 'trial'), besides(name, 'course-test')]);
  const triedPrefixes = tried.map((name) => prefixOf(course, name));
  expect(new Set(triedPrefixes).size).toBe(tried.length);
  expect(triedPrefixes.filter((prefix) => prefixes.has(prefix))).toEqual([]);
  for (const prefix of triedPrefixes) expect(prefix).toMatch(repository);
  // It may be named, so that `clean` can be told.
  expect(tried.filter((name) => !isTrial(name))).toEqual([]);
  expect(tried.filter(isLearner)).toEqual([]);
});

test.each(['', '-a', 'a-', 'A', 'a_b', 'a.b', '.trial', 'a.trial.trial', `${'a'.repeat(33)}`, 'a/b'])(
  'nobody is called %j',
  (name) => {
    expect(isLearner(name)).toBe(false);
    expect(isTrial(name)).toBe(false);
  },
);

test('others are called as they like', () => {
  expect([...named, 'a'.repeat(32)].filter((name) => !isLearner(name))).toEqual([]);
});

test('no learner’s container has the name of another’s, whatever lessons call it', () => {
  const shorts = ['stop', 'own-stop', 'a', '3-a'];
  const owners = new Map<string, string>();
  for (const learner of learners())
    for (const short of shorts) {
      const name = `${prefixOf(course, learner)}-${short}`;
      expect(owners.get(name) ?? `${learner}/${short}`, name).toBe(`${learner}/${short}`);
      owners.set(name, `${learner}/${short}`);
    }
});

test('images and containers may have these names', () => {
  for (const learner of learners()) {
    const prefix = prefixOf(course, learner);
    expect(prefix).toMatch(repository);
    expect(`${prefix}-x`).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
  }
});
