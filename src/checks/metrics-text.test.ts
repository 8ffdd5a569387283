import { describe, expect, it } from 'vitest';
import { say } from '../i18n/message.ts';
import { parseMetrics } from './metrics-text.ts';

/** The example of the format's documentation, prometheus.io/docs/instrumenting/exposition_formats. */
const documented = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045

# A histogram, which has a pretty complex representation in the text format:
# HELP http_request_duration_seconds A histogram of the request duration.
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="0.1"} 33444
http_request_duration_seconds_bucket{le="0.2"} 100392
http_request_duration_seconds_bucket{le="0.5"} 129389
http_request_duration_seconds_bucket{le="1"} 133988
http_request_duration_seconds_bucket{le="+Inf"} 144320
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320

# Finally a summary, which has a complex representation, too:
# HELP rpc_duration_seconds A summary of the RPC duration in seconds.
# TYPE rpc_duration_seconds summary
rpc_duration_seconds{quantile="0.01"} 3102
rpc_duration_seconds{quantile="0.05"} 3272
rpc_duration_seconds{quantile="0.5"} 4773
rpc_duration_seconds{quantile="0.9"} 9001
rpc_duration_seconds{quantile="0.99"} 76656
rpc_duration_seconds_sum 1.7560473e+07
rpc_duration_seconds_count 2693
`;

describe('what is well-formed', () => {
  it('the documentation’s example', () => {
    const read = parseMetrics(documented);
    expect(read.ok && Object.fromEntries(read.metrics)).toEqual({
      http_requests_total: { type: 'counter', samples: 2 },
      msdos_file_access_time_seconds: { type: 'untyped', samples: 1 },
      metric_without_timestamp_and_labels: { type: 'untyped', samples: 1 },
      something_weird: { type: 'untyped', samples: 1 },
      http_request_duration_seconds: { type: 'histogram', samples: 8 },
      rpc_duration_seconds: { type: 'summary', samples: 7 },
    });
  });

  it.each([
    'a NaN\n',
    'a -Inf\n',
    'a +Inf 1\n',
    'a 1e-3\n',
    'a .5\n',
    'a 5.\n',
    '  a\t1  \n',
    'a{} 1\n',
    'a{b="c",} 1\n',
    'a{b="}"} 1\n',
    'a{b="x y, z"} 1\n',
    'a { b = "c" , d = "" } 1 2\n',
    'a{b="c"}1\n',
    'a:b:c 1\n',
    '# EOF\n#\n# TYPEa x\n',
    '# HELP a\n# HELP b two  words \\n more\n# TYPE a untyped\na 1\n',
    '# TYPE a counter\n# HELP a x\na 1\n',
    'a_count 1\na_sum 2\n',
    '# TYPE a_count counter\na_count 1\n',
    '# TYPE a histogram\na_bucket{x="1",le="+Inf"} 1\na_bucket{x="2",le="1"} 1\na_bucket{x="2",le="+Inf"} 1\n',
    '',
  ])('%j', (text) => {
    expect(parseMetrics(`${text}z 1\n`)).toMatchObject({ ok: true });
  });
});

describe('what is refused, on the line where it is wrong', () => {
  it.each([
    ['a 1', 1, 'check.metrics.end'],
    ['a 1\n# no end', 2, 'check.metrics.end'],
    ['a 1\n\n2a 1\n', 3, 'check.metrics.name'],
    ['{"status":"ok"}\n', 1, 'check.metrics.name'],
    ['a-b 1\n', 1, 'check.metrics.name'],
    ['# TYPE a-b counter\n', 1, 'check.metrics.name'],
    ['# HELP\n', 1, 'check.metrics.name'],
    ['a\n', 1, 'check.metrics.value'],
    ['a one\n', 1, 'check.metrics.value'],
    ['a 1,5\n', 1, 'check.metrics.value'],
    ['a 1 2.5\n', 1, 'check.metrics.time'],
    ['a 1 2 3\n', 1, 'check.metrics.time'],
    ['a 1\r\n', 1, 'check.metrics.value'],
    ['a{b=c} 1\n', 1, 'check.metrics.labels'],
    ['a{b="c} 1\n', 1, 'check.metrics.labels'],
    ['a{b="c" 1\n', 1, 'check.metrics.labels'],
    ['a{b="c" d="e"} 1\n', 1, 'check.metrics.labels'],
    ['a{b="\\t"} 1\n', 1, 'check.metrics.labels'],
    ['a{,} 1\n', 1, 'check.metrics.labels'],
    ['a{1b="c"} 1\n', 1, 'check.metrics.labels'],
    ['a{b="1",b="2"} 1\n', 1, 'check.metrics.twice'],
    ['a 1\na 2\n', 2, 'check.metrics.twice'],
    ['a{b="1",c="2"} 1\na{c="2",b="1"} 2\n', 2, 'check.metrics.twice'],
    ['# HELP a x\n# HELP a y\n', 2, 'check.metrics.twice'],
    ['# TYPE a counter\n# TYPE a counter\n', 2, 'check.metrics.twice'],
    ['# TYPE a count\n', 1, 'check.metrics.type'],
    ['# TYPE a counter 1\n', 1, 'check.metrics.type'],
    ['# TYPE a\n', 1, 'check.metrics.type'],
    ['a 1\n# TYPE a counter\n', 2, 'check.metrics.type-late'],
    ['a_count 1\n# TYPE a summary\n', 2, 'check.metrics.type-late'],
    ['# TYPE a histogram\na 1\n', 2, 'check.metrics.histogram'],
    ['# TYPE a histogram\na_bucket 1\n', 2, 'check.metrics.bound'],
    ['# TYPE a histogram\na_bucket{le="2"} 1\na_bucket{le="1"} 1\n', 3, 'check.metrics.rising'],
    ['# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\n', 3, 'check.metrics.rising'],
    ['# TYPE a histogram\na_bucket{le="1"} 2\nb 1\n', 2, 'check.metrics.infinite'],
    ['# TYPE a histogram\na_bucket{le="+Inf"} 2\na_count 3\n', 3, 'check.metrics.count'],
    ['# TYPE a summary\na 1\n', 2, 'check.metrics.quantile'],
  ])('%j', (text, line, id) => {
    const read = parseMetrics(text);
    expect(read).toMatchObject({ ok: false, line, problem: { id } });
    if (!read.ok) for (const lang of ['en', 'zh'] as const) expect(say(lang, read.problem)).not.toMatch(/undefined|^$/);
  });

  it('in good time, however long a line is', () => {
    const began = performance.now();
    expect(parseMetrics(`a{${'b="c",'.repeat(20_000)}`).ok).toBe(false);
    expect(parseMetrics(`a{b="${'\\\\'.repeat(200_000)}\n`).ok).toBe(false);
    expect(parseMetrics(`a${' '.repeat(200_000)}x\n`).ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
