import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHead, createTail } from './bounded-text.ts';

const pieces = fc.array(fc.string({ maxLength: 30 }), { maxLength: 60 });

it('keeps the first and the last characters, however they come', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 100 }), (all, limit) => {
      const head = createHead(limit);
      const tail = createTail(limit);
      for (const piece of all) {
        head.add(piece);
        tail.add(piece);
      }
      expect(head.value()).toBe(all.join('').slice(0, limit));
      expect(tail.value()).toBe(all.join('').slice(-limit));
    }),
  );
});

it('keeps the last of very many pieces', () => {
  const tail = createTail(10);
  for (let index = 0; index < 5000; index += 1) tail.add(`${index},`);
  expect(tail.value()).toBe('4998,4999,');
});
