import type { Course, Lab, Step } from '../../course/model.ts';
import type { Explanation } from '../../errors.ts';
import type { Lang, Message } from '../../i18n/message.ts';
import type { ShownCommand } from '../../session/events.ts';
import type { Finding, Fix } from '../../session/findings.ts';
import { type Place, placeAfter, placesOf, stepKey } from '../../session/outline.ts';
import { type StepStanding, standingOf, stepState } from '../../session/selectors.ts';
import type { RunView, SessionState, StepState } from '../../session/state.ts';
import type { Shell } from '../../shell/model.ts';
import type { Speaker } from '../text/speak.ts';
import type { Line } from '../text/styled.ts';
import type { OutputLog } from './output-log.ts';
import type { UiState } from './ui-reduce.ts';

/** A fact about this machine for the map, already in words: `['Engine', 'docker 27.1 (default)']`. */
export interface WorkshopInfo {
  readonly version: string;
  /** The workspace folder, as the learner would write it. */
  readonly workspace: string;
  /** The engine in one short phrase, once known. */
  readonly engine?: string;
  /** Whose work this is, where a name was given: an engine may be shared. */
  readonly learner?: string;
}

export type MarkdownRenderer = (
  text: string,
  options: { readonly width: number; readonly colour: boolean },
) => readonly string[];

/** Compares the learner's text with the reference's. */
export interface DiffRenderer {
  unified(mine: string, reference: string, width: number, lang: Lang): readonly Line[];
  sideBySide(mine: string, reference: string, width: number, lang: Lang): readonly Line[];
}

/** A fix that runs or ran. Times are milliseconds since 1970. */
export interface FixView {
  readonly fix: Fix;
  readonly phase: 'running' | 'done' | 'failed' | 'stopped';
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly log: OutputLog;
  readonly error?: Explanation;
}

export interface DoctorView {
  readonly status: 'idle' | 'examining' | 'done';
  readonly findings: readonly Finding[];
  readonly fix?: FixView;
  readonly error?: Explanation;
}

/** All that a frame is made of: one immutable picture at one moment. Screens are functions of it. */
export interface Scene {
  readonly course: Course;
  readonly state: SessionState;
  readonly ui: UiState;
  readonly doctor: DoctorView;
  readonly info: WorkshopInfo;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly colour: boolean;
  /** The shell for which commands are written. */
  readonly shell: Shell;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly t: Speaker;
  say(message: Message): string;
  /** The commands that a step will run. */
  preview(place: Place): readonly ShownCommand[];
  /** What the last run of a step printed. */
  output(place: Place): OutputLog | undefined;
  /** Absent until it is loaded: the first frame does not need it. */
  readonly markdown: MarkdownRenderer | undefined;
  /** Absent until it is loaded, as above. */
  readonly diff: DiffRenderer | undefined;
  /** The name of the learner's editor; absent when there is none. */
  readonly editor: string | undefined;
}

/** The step that is open, with its lab and where it stands. */
export interface Here {
  readonly place: Place;
  readonly lab: Lab;
  readonly labIndex: number;
  readonly step: Step;
  readonly stepIndex: number;
  readonly at: StepState;
  readonly run: RunView | undefined;
  readonly standing: StepStanding;
  readonly next: Place | undefined;
  readonly previous: Place | undefined;
}

export function hereOf(scene: Pick<Scene, 'course' | 'state'>): Here | undefined {
  const place = scene.state.position;
  const labIndex = scene.course.labs.findIndex((lab) => lab.id === place.lab);
  const lab = scene.course.labs[labIndex];
  const stepIndex = lab?.steps.findIndex((step) => step.id === place.step) ?? -1;
  const step = lab?.steps[stepIndex];
  if (!lab || !step) return undefined;
  const at = stepState(scene.state, place);
  return {
    place,
    lab,
    labIndex,
    step,
    stepIndex,
    at,
    run: 'run' in at ? at.run : undefined,
    standing: standingOf(scene.state, place),
    next: placeAfter(scene.state.outline, place),
    previous: placeBefore(scene.state, place),
  };
}

function placeBefore(state: SessionState, place: Place): Place | undefined {
  const places = placesOf(state.outline);
  return places[places.findIndex((one) => stepKey(one) === stepKey(place)) - 1];
}

/** A step that has nothing to run or judge: reading it is doing it. */
export function isOnlyRead(step: Step): boolean {
  return step.kind === 'read' && step.checks.length === 0;
}

/** The title without Markdown's code marks, for lists and headings. */
export function plainTitle(scene: Scene, step: Step): string {
  return step.text[scene.ui.lang].title.replaceAll('`', '');
}

/** `01` of `01-bad`, else the place in the course. */
export function labNumber(lab: Lab, index: number): string {
  return /^(\d+)-/.exec(lab.id)?.[1] ?? String(index + 1).padStart(2, '0');
}

/** The finding under doctor's cursor: where the learner put it, else the first that is missing, else the first warning. */
export function chosenFinding({ doctor, ui }: Pick<Scene, 'doctor' | 'ui'>): number {
  const { findings } = doctor;
  if (ui.finding !== undefined) return Math.min(ui.finding, Math.max(0, findings.length - 1));
  const missing = findings.findIndex((finding) => finding.status === 'missing');
  return Math.max(0, missing < 0 ? findings.findIndex((finding) => finding.status === 'warning') : missing);
}
