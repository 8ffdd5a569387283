import { describe, expect, test } from 'vitest';
import { MachineError } from '../errors.ts';
import { type Lang, say } from '../i18n/message.ts';
import type { NetworkSettings } from './network.ts';
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
  { profile: 'proxy', url: 'http://p.example:3128', except: 'localhost,.example' },
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
    ['profile: proxy\nurl: http://ann:pw@p.example:1', 'url'],
    ['profile: proxy\nurl: socks5://p.example:1', 'url'],
  ])('%j', (text, key) => {
    expect(told(text)).toMatch(new RegExp(`^/s/network.yaml is wrong at ${key}\\. Expected: .+\\.$`));
    expect(told(text, 'zh')).toMatch(new RegExp(`^/s/network.yaml 里的 ${key} 不对：.+。$`));
  });

  test('no YAML at all', () => {
    expect(told('profile: [x')).toMatch(/^\/s\/network\.yaml is not YAML: [^\n]+$/);
  });
});

test('an empty mirror is no mistake of the file', () => {
  expect(judgeSettings({ profile: 'mirror' })).toEqual({ settings: { profile: 'mirror' } });
});
