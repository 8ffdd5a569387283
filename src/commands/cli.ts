import { Command, CommanderError, Option } from 'commander';
import { type ExplainedError, UserError } from '../errors.ts';
import { type Lang, languages, msg } from '../i18n/message.ts';
import { asCalled } from '../i18n/own-commands.ts';
import { isLearner, isTrial } from '../runtime/prefix.ts';
import type { App, GlobalFlags } from './app.ts';
import type { Options } from './entry.ts';
import { nearest } from './nearest.ts';
import { commands } from './registry.ts';
import { wrongUsage } from './wrong-usage.ts';

/** What the command line asked for. */
export type Request =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'perform';
      readonly flags: GlobalFlags;
      /** Ctrl-C is its normal end: its exit code stands. */
      readonly endsByInterrupt: boolean;
      readonly perform: (app: App) => Promise<number>;
    };

/** The language that `--lang` asks for, found before anything is said: also for help, and for what is wrong. */
export function languageOf(argv: readonly string[], fallback: Lang): Lang {
  const asked =
    argv.find((_, index) => argv[index - 1] === '--lang') ?? argv.find((word) => word.startsWith('--lang='))?.slice(7);
  return languages.find((one) => one === asked) ?? fallback;
}

/** Reads the arguments; throws a UserError for what nobody offers. */
export function readArguments(argv: readonly string[], lang: Lang, version: string): Request {
  let chosen: Request | undefined;
  let printed = '';
  const program = new Command(asCalled('go-docker-lab'));
  program
    .description(
      lang === 'zh'
        ? '终端里的工作坊：把 Go 程序装进容器，从糟糕的镜像到生产级镜像。'
        : 'A workshop in the terminal: Go in a container, from a bad image to a production one.',
    )
    .version(version, '--version', lang === 'zh' ? '显示版本号' : 'print the version')
    .helpOption('-h, --help', helpText(lang))
    .helpCommand('help [command]', helpText(lang))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => undefined,
    })
    // Without `[options]`, which every command has: a command is a line.
    .configureHelp({
      subcommandTerm: (command) => termOf(command.name()),
      styleTitle: (title) => titleOf(title, lang),
      optionDescription: (option) => described(option, lang),
    })
    .allowExcessArguments(false)
    .showSuggestionAfterError(false);
  addGlobalFlags(program, lang);
  for (const entry of commands) {
    const [name = ''] = entry.usage.split(' ');
    const command = program
      .command(entry.usage, { isDefault: name === 'open' })
      .description(entry.summary[lang])
      .helpOption('-h, --help', helpText(lang))
      .allowExcessArguments(false);
    addGlobalFlags(command, lang);
    for (const option of entry.options) command.option(option.flags, option.summary[lang]);
    command.addHelpText(
      'after',
      `\n${lang === 'zh' ? '示例：' : 'Examples:'}\n${entry.examples.map((example) => `  ${asCalled(example)}`).join('\n')}`,
    );
    command.action(() => {
      const targets = command.processedArgs
        .flat()
        .filter((argument) => argument !== undefined)
        .map(String);
      const options = command.opts<Options>();
      chosen = {
        kind: 'perform',
        flags: globalFlags(name, { ...program.opts(), ...explicit(command) }),
        endsByInterrupt: entry.endsByInterrupt?.(options) ?? false,
        perform: (app) => entry.perform(app, targets, options),
      };
    });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: printed };
    throw usageError(error, argv);
  }
  if (!chosen) throw new UserError({ what: msg('usage.flag', { text: argv.join(' ') }), next: msg('usage.help') });
  return chosen;
}

function helpText(lang: Lang): string {
  return lang === 'zh' ? '显示帮助' : 'show help';
}

/** Commander's headings in Chinese. */
const titles: Readonly<Record<string, string>> = { 'Usage:': '用法：', 'Options:': '参数：', 'Commands:': '命令：' };

function titleOf(title: string, lang: Lang): string {
  return lang === 'zh' ? (titles[title] ?? title) : title;
}

function described({ description, argChoices }: Option, lang: Lang): string {
  if (argChoices === undefined) return description;
  return lang === 'zh' ? `${description}（${argChoices.join('、')}）` : `${description} (${argChoices.join(', ')})`;
}

function termOf(name: string): string {
  return commands.find((entry) => entry.usage.split(' ')[0] === name)?.usage ?? name;
}

/** Flags may stand before or after the command; only those that were given count. */
function explicit(command: Command): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  );
}

function addGlobalFlags(command: Command, lang: Lang): void {
  const say = (en: string, zh: string): string => (lang === 'zh' ? zh : en);
  command
    .option('--course <dir>', say('another course than the one that ships', '使用其他课程目录'))
    .option(
      '--workspace <dir>',
      say('folder for your files (default ./go-docker-demo)', '工作区（默认 ./go-docker-demo）'),
    )
    .addOption(new Option('--lang <lang>', say('language', '语言')).choices([...languages]))
    .option('--context <name>', say('docker context to use', '使用的 docker context'))
    .option('--learner <name>', say('your name, on an engine that others use too', '共用引擎时你的名字'))
    .option('--yes', say('accept every offered fix; never ask', '接受所有修复，不再询问'))
    .option('--json', say('events as JSON, one a line', '以 JSON 逐行输出事件'))
    .option('--plain', say('line by line: no screen, no colour', '逐行输出：无界面、无颜色'))
    .option('--no-color', say('no colour', '不使用颜色'));
}

function globalFlags(command: string, options: Record<string, unknown>): GlobalFlags {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const course = text('course');
  const workspace = text('workspace');
  const lang = languages.find((one) => one === options['lang']);
  const context = text('context');
  const learner = text('learner');
  // What a trial left is removed under the trial's own name; nothing else is done under it.
  if (learner !== undefined && !isLearner(learner) && !(command === 'clean' && isTrial(learner))) {
    throw new UserError({ what: msg('usage.learner', { name: learner }), next: msg('usage.help') });
  }
  return {
    ...(course === undefined ? {} : { course }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(lang === undefined ? {} : { lang }),
    ...(context === undefined ? {} : { context }),
    ...(learner === undefined ? {} : { learner }),
    yes: options['yes'] === true,
    json: options['json'] === true,
    plain: options['plain'] === true,
    color: options['color'] !== false,
  };
}

function usageError(error: CommanderError, argv: readonly string[]): ExplainedError {
  const names = commands.map((entry) => entry.usage.split(' ')[0] ?? '');
  const valued = new Set(['--course', '--workspace', '--lang', '--context', '--learner']);
  const words = argv.filter((argument, index) => !argument.startsWith('-') && !valued.has(argv[index - 1] ?? ''));
  const word = words[0] === 'help' ? words[1] : words[0];
  if (
    // The last of them is `help` for something that is no command.
    ['commander.excessArguments', 'commander.unknownCommand', 'commander.help'].includes(error.code) &&
    word !== undefined &&
    !names.includes(word)
  ) {
    const close = nearest(word, names);
    return new UserError({
      what: msg('usage.command', { name: word }),
      next:
        close === undefined ? msg('usage.help') : msg('usage.nearest', { name: msg('command.own', { words: close }) }),
    });
  }
  return new UserError({ what: msg('usage.flag', { text: wrongUsage(error) }), next: msg('usage.help') });
}
