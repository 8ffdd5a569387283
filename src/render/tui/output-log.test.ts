import { describe, expect, it } from 'vitest';
import { OutputLog } from './output-log.ts';

describe('OutputLog', () => {
  it('joins pieces into lines', () => {
    const log = new OutputLog();
    log.push('one\ntw');
    expect(log.tail(5)).toEqual(['one', 'tw']);
    log.push('o\r\nthree\n');
    expect(log.tail(5)).toEqual(['one', 'two', 'three']);
  });
  it('keeps the last 2,000 lines and counts the others', () => {
    const log = new OutputLog();
    for (let index = 0; index < 2500; index += 1) log.push(`line ${index}\n`);
    expect([log.length, log.dropped]).toEqual([2000, 500]);
    expect(log.slice(0, 1)).toEqual(['line 500']);
    expect(log.tail(2)).toEqual(['line 2498', 'line 2499']);
  });
  it('keeps no more of them when they come in one piece', () => {
    const log = new OutputLog();
    log.push('first\n');
    log.push(Array.from({ length: 4500 }, (_, index) => `line ${index}\n`).join(''));
    expect([log.length, log.dropped]).toEqual([2000, 2501]);
    expect(log.slice(0, 1)).toEqual(['line 2500']);
    expect(log.tail(1)).toEqual(['line 4499']);
  });
  it('shows progress bars as they stand and nothing that moves the cursor', () => {
    const log = new OutputLog();
    log.push('10%\r20%\r\u001B[2Kdone\n\u001B]0;title\u0007x');
    expect(log.tail(2)).toEqual(['done', 'x']);
  });
  it('does not grow with a line that never ends', () => {
    const log = new OutputLog();
    for (let index = 0; index < 100; index += 1) log.push('x'.repeat(1000));
    expect(log.tail(1)[0]?.length).toBeLessThanOrEqual(4000);
  });
});
