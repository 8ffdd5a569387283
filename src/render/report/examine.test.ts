import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../session/canonical-json.ts';
import { examineReport } from './examine.ts';
import { htmlReport } from './html.ts';
import { jsonReportLine } from './json.ts';
import { markdownReport } from './markdown.ts';
import { type Rendered, sealed } from './signed.ts';
import { richProgress, testReport } from './test-report.ts';
import { examine, faces, fingerprintOf, formats, publicKey, signedReport, tools } from './test-signer.ts';

const rich = signedReport(testReport(richProgress));

describe.for(formats)('verification of %s', (format) => {
  const text = faces[format](rich);

  it('finds what was written sound', () => {
    expect(examine(text)).toMatchObject({
      verdict: 'sound',
      compared: 'document',
      rendered: { fingerprint: fingerprintOf(publicKey) },
    });
  });

  it('overlooks line endings, a byte order mark and a lost line break at the end', () => {
    expect(examine(text.replaceAll('\n', '\r\n')).verdict).toBe('sound');
    expect(examine(`\ufeff${text}`).verdict).toBe('sound');
    expect(examine(text.slice(0, -1)).verdict).toBe('sound');
  });

  it('notices every changed byte', () => {
    const bytes = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, shift) => {
        const changed = bytes.slice();
        changed[at] = ((changed[at] ?? 0) + shift) % 256;
        expect(examineReport(changed, tools).verdict).not.toBe('sound');
      }),
      { numRuns: 300 },
    );
  }, 20_000);

  it('notices what is cut off, added or put in', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ minLength: 1 }), (at, more) => {
        fc.pre(more !== '\r' && !(at === 0 && more === '\ufeff'));
        expect(examine(text.slice(0, at) + more + text.slice(at)).verdict).not.toBe('sound');
        if (at < text.length - 1) expect(examine(text.slice(0, at)).verdict).not.toBe('sound');
      }),
      { numRuns: 150 },
    );
  }, 20_000);

  it('does not take the word of another key', () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const { report, signature } = rich.signed;
    const forged = {
      signed: sealed(report, { publicKey: other, signature: signature.signature }),
      fingerprint: fingerprintOf(other),
    };
    expect(examine(faces[format](forged))).toEqual({ verdict: 'altered', what: 'signature' });
  });

  it('names the line that was changed', () => {
    const changed = text.replace('Workshop report', 'Workshop rapport');
    if (changed === text) return;
    const line = text.slice(0, text.indexOf('Workshop report')).split('\n').length;
    expect(examine(changed)).toEqual({ verdict: 'altered', what: 'text', line });
  });

  it('says when another version wrote the text', () => {
    expect(examine(text, { version: '2.0.0' })).toMatchObject({ verdict: 'sound', compared: 'document' });
    const reworded = text
      .replaceAll('What was measured', 'What we measured')
      .replaceAll('What the signature proves', 'Proof');
    if (reworded === text) return;
    expect(examine(reworded).verdict).toBe('altered');
    expect(examine(reworded, { version: '2.0.0' })).toMatchObject({ verdict: 'sound', compared: 'data' });
  });

  it('does not judge what a later program wrote', () => {
    const report = { ...rich.signed.report, v: 2, surprise: true };
    const later = { signed: { ...rich.signed, report }, fingerprint: '' } as unknown as Rendered;
    expect(examine(format === 'md' ? markdownReport(later) : faces[format](later))).toEqual({ verdict: 'newer', v: 2 });
  });
});

describe('what is no report', () => {
  it.for(['', 'hello', '{}', '[1]', '{"type":"status","v":1}', '# Workshop report', '<html></html>', '\0\u0001'])(
    '%j',
    (text) => {
      expect(examine(text)).toEqual({ verdict: 'none' });
    },
  );

  it.for([
    [
      'text that names the data',
      'The data is called go-docker-lab-report, and <!-- go-docker-lab-report --> holds it.\n',
    ],
    ['a page that names it', '<html><body>id="go-docker-lab-report"</body></html>\n'],
    ['a change of a report', '+# Workshop report\n+<!-- go-docker-lab-report\n+eyJ2IjoxfQ==\n+-->\n'],
    ['a report of another program', '{"type":"report","v":1,"report":{"title":"Sales","course":"one"}}'],
    ['one of a later version of that', '{"type":"report","v":7,"report":{"rows":[]},"signature":"Ann"}'],
    ['one that is no object', '{"type":"report","report":[1],"signature":[2]}'],
    ['keys', '{"kty":"OKP","crv":"Ed25519","publicKey":"x"}\n{"kty":"OKP","crv":"Ed25519"}\n'],
    ['JSON with a mistake', '{"alg":"Ed25519",}'],
    ['an export', '{"v":1,"type":"go-docker-lab.export","progress":{},"files":[]}'],
    ['a script of another page', '<script type="application/json" id="data">{"type":"report"}</script>'],
  ] as const)('%s', ([, text]) => {
    expect(examine(text)).toEqual({ verdict: 'none' });
  });

  it.for(formats)('an archive with one in it (%s)', (format) => {
    const header = ['report', '\0'.repeat(94), '0000644', '\0', 'ustar'].join('');
    expect(examine(`${header}${faces[format](rich)}${'\0'.repeat(512)}`)).toEqual({ verdict: 'none' });
  });

  it('a picture, and text of another encoding', () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]);
    expect(examineReport(png, tools)).toEqual({ verdict: 'none' });
    const utf16 = Buffer.from(`\ufeff${markdownReport(rich)}`, 'utf16le');
    expect(examineReport(utf16, tools)).toEqual({ verdict: 'none' });
  });

  it('a report that a part of its JSON was taken out of is an altered one', () => {
    const { report, signature, ...others } = rich.signed;
    for (const left of [
      { ...others, report },
      { ...others, report, signature: {} },
      { ...others, report: {}, signature },
    ])
      expect(examine(JSON.stringify(left))).toEqual({ verdict: 'altered', what: 'payload' });
    expect(examine(jsonReportLine(rich).replace('"v":1}', '"v":1'))).toEqual({ verdict: 'altered', what: 'payload' });
  });

  it('a report without its data is an altered one', () => {
    const cut = markdownReport(rich).replace(/<!-- go-docker-lab-report\n[\s\S]{300}/, '<!-- go-docker-lab-report\n?');
    expect(examine(cut)).toEqual({ verdict: 'altered', what: 'payload' });
    expect(examine(htmlReport(rich).replace('"v":1}', '"v":1')).verdict).toBe('altered');
  });

  it('a name that stands twice in the JSON is not overlooked', () => {
    const line = jsonReportLine(rich);
    const twice = line.replace(
      '"report":{',
      '"report":{"began":"2020-01-01","ended":"x","program":"9","v":1},"report":{',
    );
    expect(JSON.parse(twice)).toEqual(JSON.parse(line));
    expect(examine(twice)).toMatchObject({ verdict: 'altered', what: 'text' });
    expect(canonicalJson(JSON.parse(twice))).toBe(line.trim());
  });
});
