import './polyfill.ts';
import { render } from 'ink';
import type { Course } from '../../course/model.ts';
import type { Lang } from '../../i18n/message.ts';
import type { ShownCommand } from '../../session/events.ts';
import type { DoctorFace } from '../../session/findings.ts';
import type { Place } from '../../session/outline.ts';
import type { Session } from '../../session/session.ts';
import type { Shell } from '../../shell/model.ts';
import { type ClipboardEnvironment, osc52 } from '../text/clipboard.ts';
import { App } from './app.tsx';
import { LentTerminal, type Suspend } from './lent-terminal.ts';
import type { WorkshopPrograms } from './programs.ts';
import { restoreInput, restoreTerminal } from './restore.ts';
import type { WorkshopInfo } from './scene.ts';
import type { Theme } from './theme.ts';
import type { ScreenName } from './ui-reduce.ts';
import { Workshop } from './workshop.ts';

/** Why the workshop ended. The run, if any, was told to stop; whoever opened it waits for that. */
export type ExitReason = 'quit' | 'interrupted' | 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'stdin-closed' | 'aborted';

/** As much of `process` as is needed to hear of signals, a crash, and the end. */
export type ProcessEvents = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

export interface OpenWorkshopOptions {
  readonly session: Session;
  readonly course: Course;
  readonly lang: Lang;
  readonly theme: Theme;
  readonly doctor: DoctorFace;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Facts for the map; a function when some become known later. */
  readonly info: WorkshopInfo | (() => WorkshopInfo);
  /** The commands that a step will run, as shown and exactly. */
  readonly preview: (place: Place) => readonly ShownCommand[];
  /** The shell for which they are written. */
  readonly shell: Shell;
  readonly clock: { now(): number };
  readonly onLangChange?: (lang: Lang) => void;
  readonly initialScreen?: ScreenName;
  /** `process`, or whatever tells of signals, crashes and the end: the terminal is restored on each. */
  readonly process: ProcessEvents;
  /** Ends the workshop from outside. */
  readonly signal?: AbortSignal;
  /** Leave the last row free: Windows consoles scroll when it is written to. */
  readonly spareRow?: boolean;
  /** The learner's editor and shell. */
  readonly programs?: WorkshopPrograms;
  /** Tells which terminal copies, and what a sequence has to get through. */
  readonly terminalEnv?: ClipboardEnvironment;
  /** Called once the first frame is on the screen. */
  readonly onFirstFrame?: () => void;
}

/**
 * Opens the workshop on a terminal and resolves when the learner leaves. Whatever ends it – a key, a
 * signal, a throw – the terminal is as it was before. Rejects with what a component threw.
 */
export async function openWorkshop(options: OpenWorkshopOptions): Promise<ExitReason> {
  const { stdin, stdout, stderr } = options;
  let reason: ExitReason = 'quit';
  let close: () => void = () => undefined;
  const leave = (why: ExitReason): void => {
    reason = why;
    close();
  };
  const terminal = new LentTerminal(stdin, stdout);
  const workshop = new Workshop({
    session: options.session,
    course: options.course,
    lang: options.lang,
    colour: options.theme.color,
    doctor: options.doctor,
    info: options.info,
    preview: options.preview,
    shell: options.shell,
    now: () => options.clock.now(),
    size: () => ({ columns: stdout.columns || 80, rows: (stdout.rows || 24) - (options.spareRow ? 1 : 0) }),
    leave,
    lend: (intro, work) => terminal.lend(intro, work),
    copy: (text) => copy(stdout, text, options.terminalEnv ?? {}),
    ...(options.programs ? { programs: options.programs } : {}),
    ...(options.onLangChange ? { onLangChange: options.onLangChange } : {}),
    ...(options.initialScreen ? { initialScreen: options.initialScreen } : {}),
  });
  const unwatch = watch(options, workshop, terminal, leave);
  let first = true;
  try {
    // Ink does this only after its first frame: a key pressed in between would be echoed, scroll the
    // screen, and leave every later frame a row off.
    if (stdin.isTTY) stdin.setRawMode(true);
    const takeTerminal = (suspend: Suspend): void => {
      terminal.suspend = suspend;
    };
    const ink = render(<App workshop={workshop} onTerminal={takeTerminal} />, {
      stdin,
      stdout,
      stderr,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      alternateScreen: true,
      incrementalRendering: true,
      maxFps: 120,
      isScreenReaderEnabled: false,
      onRender: () => {
        if (!first) return;
        first = false;
        options.onFirstFrame?.();
        void loadRest(workshop);
      },
    });
    close = () => ink.unmount();
    if (options.signal?.aborted) leave('aborted');
    await ink.waitUntilExit();
    return reason;
  } catch (error) {
    restoreTerminal(stdin, stdout);
    throw error;
  } finally {
    if (options.session.getState().active) options.session.dispatch({ type: 'cancel.requested' });
    workshop.close();
    unwatch();
    restoreInput(stdin);
  }
}

/** Lessons need Markdown and comparisons a comparer; the first frame does not. */
async function loadRest(workshop: Workshop): Promise<void> {
  const { markdownLines } = await import('../text/markdown.ts');
  workshop.takeMarkdown(markdownLines);
  const { sideBySideDiff, unifiedDiff } = await import('../text/diff.ts');
  workshop.takeDiff({ unified: unifiedDiff, sideBySide: sideBySideDiff });
}

/** Between two frames, so that no sequence ends up inside another. */
function copy(stdout: NodeJS.WriteStream, text: string, env: ClipboardEnvironment): boolean {
  const sequence = osc52(text, env);
  if (sequence !== undefined) stdout.write(sequence);
  return sequence !== undefined;
}

/** Listens to everything that can end the workshop or change the terminal's size. */
function watch(
  options: OpenWorkshopOptions,
  workshop: Workshop,
  terminal: LentTerminal,
  leave: (why: ExitReason) => void,
): () => void {
  const { stdin, stdout, process, signal } = options;
  const resized = (): void => workshop.refresh();
  const ended = (): void => leave('stdin-closed');
  const aborted = (): void => leave('aborted');
  let restored = false;
  const restore = (): void => {
    if (!restored) restoreTerminal(stdin, stdout);
    restored = true;
  };
  const signals = (['SIGTERM', 'SIGHUP', 'SIGINT'] as const).map((name) => ({
    name,
    heard: () => {
      // Ctrl-C in the learner's editor or shell is meant for that.
      if (name !== 'SIGINT' || !terminal.lent) leave(name);
    },
  }));
  stdout.on('resize', resized);
  stdin.on('end', ended);
  stdin.on('close', ended);
  signal?.addEventListener('abort', aborted);
  for (const { name, heard } of signals) process.on(name, heard);
  process.on('uncaughtExceptionMonitor', restore);
  process.on('exit', restore);
  return () => {
    stdout.off('resize', resized);
    stdin.off('end', ended);
    stdin.off('close', ended);
    signal?.removeEventListener('abort', aborted);
    for (const { name, heard } of signals) process.off(name, heard);
    process.off('uncaughtExceptionMonitor', restore);
    process.off('exit', restore);
  };
}
