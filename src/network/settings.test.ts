import { describe, expect, test, vi } from 'vitest';
import { MachineError } from '../errors.ts';
import { type Lang, say } from '../i18n/message.ts';
import type { NetworkSettings } from '../ports/network-file.ts';
import { judgeSettings, parseSettings, settingsText } from './settings.ts';

const all: readonly NetworkSettings[] = [
  { profile: 'direct' },
  {
    profile: 'mirror',
    registry: '127.0.0.1:5000/library',
    goproxy: 'https://g.example,direct',
    apk: 'https://a.example',
  },
  { profile: 'proxy' },
  { profile: 'proxy', url: 'http://p.example:3128', except: 'localhost, .example,10.0.0.0/8,[::1],*.x' },
  { profile: 'offline' },
];

test.each(all)('what is written is read again: %j', (settings) => {
  expect(parseSettings('/s/network.yaml', settingsText(settings))).toEqual(settings);
});

test('addresses are made tidy', () => {
  expect(
    parseSettings('f', 'profile: mirror\nregistry: https://m.example/library/\napk: https://a.example//\n'),
  ).toEqual({
    profile: 'mirror',
    registry: 'm.example/library',
    apk: 'https://a.example',
  });
});

describe('wrong content is one sentence', () => {
  const told = (text: string, lang: Lang = 'en'): string => {
    try {
      parseSettings('/s/network.yaml', text);
    } catch (error) {
      if (!(error instanceof MachineError) || !error.next) throw error;
      expect(say(lang, error.next)).toContain('go-docker-lab network direct');
      return say(lang, error.what);
    }
    throw new Error('it should have been refused');
  };

  test.each([
    ['', 'profile'],
    ['profile: fast', 'profile'],
    ['- a', 'profile'],
    ['profile: direct\nregistry: m.example', 'registry'],
    ['profile: mirror\nregistry: a b', 'registry'],
    ['profile: mirror\nregistry: ann:pw@m.example', 'registry'],
    ['profile: mirror\ngoproxy: direct', 'goproxy'],
    ['profile: mirror\ngoproxy: "https://ann:pw@g.example"', 'goproxy'],
    ['profile: mirror\ngoproxy: "https://g.example\\nGOFLAGS=-x"', 'goproxy'],
    ['profile: mirror\napk: alpine', 'apk'],
    ['profile: mirror\nregistry: m.example:99999', 'registry'],
    ['profile: mirror\napk: http://a.example:99999', 'apk'],
    ['profile: mirror\ngoproxy: "http://g.example:99999"', 'goproxy'],
    ['profile: proxy\nurl: http://p.example:99999', 'url'],
    ['profile: proxy\nurl: http://ann:pw@p.example:1', 'url'],
    ['profile: proxy\nurl: socks5://p.example:1', 'url'],
    ['profile: mirror\nregistry: --help', 'registry'],
    ['profile: mirror\nregistry: m.example/Library', 'registry'],
    ['profile: mirror\nregistry: m.example//library', 'registry'],
    ['profile: mirror\nregistry: m.example/-x', 'registry'],
    ['profile: mirror\nregistry: "m.example/\\e[31m"', 'registry'],
    ['profile: mirror\napk: "https://a.example/\\e[31m"', 'apk'],
    ['profile: mirror\napk: "https://a.example/\\u202e"', 'apk'],
    ['profile: mirror\napk: https://a.invalid/$HOME', 'apk'],
    ['profile: mirror\napk: https://a.invalid/"', 'apk'],
    ['profile: mirror\napk: https://a.invalid/\\', 'apk'],
    ['profile: mirror\ngoproxy: "https://g.example/\\e[31m"', 'goproxy'],
    ['profile: mirror\ngoproxy: https://g.example/$HOME', 'goproxy'],
    ['profile: proxy\nurl: "http://p.example\\e[31m"', 'url'],
    ['profile: proxy\nexcept: "a\\0b"', 'except'],
    ['profile: proxy\nexcept: "a\\nb"', 'except'],
  ])('%j', (text, key) => {
    expect(told(text)).toMatch(new RegExp(`^/s/network.yaml is wrong: ${key} \\(expected: [^()]+\\)\\.$`));
    expect(told(text, 'zh')).toMatch(new RegExp(`^/s/network.yaml 有误：${key}（[^（]+）。$`));
  });

  test('every wrong key is named', () => {
    const sentence = told('profile: mirror\nregistry: a b\napk: alpine\nfast: yes\nslow: no');
    for (const key of ['registry', 'apk', 'fast', 'slow']) expect(sentence).toContain(`${key} (expected: `);
  });

  test('no YAML at all', () => {
    expect(told('profile: proxy\nurl: [x')).toMatch(/^\/s\/network\.yaml is not YAML in line \d\.$/);
  });

  test('nothing of the text is repeated', () => {
    expect(told('profile: proxy\nurl: *http://ann:secret@p:3')).toBe('/s/network.yaml is not YAML.');
    expect(told('profile: direct\n"\\e[31mann:secret@p": 1')).toMatch(/wrong: \? \(expected: [^()]+\)\.$/);
  });

  test('the parser does not speak for itself', () => {
    const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(parseSettings('f', 'profile: !foo direct')).toEqual({ profile: 'direct' });
    expect(emit).not.toHaveBeenCalled();
    emit.mockRestore();
  });
});

test('an empty mirror is no mistake of the file', () => {
  expect(judgeSettings({ profile: 'mirror' })).toEqual({ settings: { profile: 'mirror' } });
});
