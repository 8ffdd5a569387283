import type { Step } from '../../course/model.ts';
import {
  helpOf,
  hintLevels,
  isBegun,
  isLacking,
  labStanding,
  mayShowSolution,
  type StepStanding,
} from '../../session/selectors.ts';
import type { StepState } from '../../session/state.ts';
import { type Asked, askedOf } from './asked.ts';
import { chosenFinding, hereOf, isOnlyRead, type Scene } from './scene.ts';
import type { Aside, Panel, ScreenName } from './ui-reduce.ts';

/** The few facts on which the meaning of a key depends. */
export interface Situation {
  readonly screen: ScreenName;
  /** A run is going on. */
  readonly busy: boolean;
  readonly phase: StepState['phase'];
  /** This machine skipped the step for something that it lacks. */
  readonly lacking: boolean;
  readonly standing: StepStanding;
  /** There is something of this step that a reset would put aside. */
  readonly begun: boolean;
  readonly kind: Step['kind'];
  readonly onlyRead: boolean;
  readonly hasNext: boolean;
  /** The next step begins another lab. */
  readonly nextLab: boolean;
  /** This step ran in this session, and what came of it can be seen. */
  readonly hasRun: boolean;
  readonly hasCommand: boolean;
  /** It has checks that look at the engine or at files, whoever made what is there. */
  readonly checkable: boolean;
  readonly panel: Panel;
  readonly aside: Aside | undefined;
  readonly exact: boolean;
  readonly raw: boolean;
  /** What is asked, if its keys are at hand. */
  readonly asked: Pick<Asked, 'what' | 'form' | 'state' | 'given' | 'options'> | undefined;
  /** The question that is shown is the last one. */
  readonly lastQuestion: boolean;
  /** There are questions behind the lesson that is shown. */
  readonly questionsWait: boolean;
  readonly hasEditor: boolean;
  readonly hintsLeft: number;
  readonly maySolve: boolean;
  /** The lab chosen on the map. */
  readonly labBegun: boolean;
  readonly labPassed: boolean;
  /** A yes or no is waited for. */
  readonly asking: boolean;
  readonly fixing: boolean;
  readonly examining: boolean;
  /** The chosen finding offers a fix. */
  readonly fixable: boolean;
  readonly hasRaw: boolean;
}

export function situationOf(scene: Pick<Scene, 'course' | 'state' | 'ui' | 'doctor' | 'editor'>): Situation {
  const { ui, state, doctor } = scene;
  const here = hereOf(scene);
  const lab = state.outline.labs[ui.selected];
  const standing = lab ? labStanding(state, lab) : { passed: 0, total: 0 };
  const fixing = doctor.fix?.phase === 'running';
  const finding = doctor.findings[chosenFinding(scene)];
  const step = here?.step;
  const asked = askedOf(scene);
  // A quiz is answered where its questions are, a guess where the lesson is.
  const atHand = ui.panel === (asked?.what === 'answer' ? 'run' : 'lesson');
  return {
    screen: ui.screen,
    busy: state.active !== undefined,
    phase: here?.at.phase ?? 'reading',
    lacking: here !== undefined && isLacking(here.at),
    standing: here?.standing ?? 'todo',
    begun: here !== undefined && isBegun(state, here.place),
    kind: step?.kind ?? 'read',
    onlyRead: step ? isOnlyRead(step) : true,
    hasNext: here?.next !== undefined,
    nextLab: here?.next !== undefined && here.next.lab !== here.place.lab,
    hasRun: here?.run !== undefined && !(step && isOnlyRead(step)) && step?.kind !== 'quiz',
    hasCommand: step !== undefined && 'actions' in step && step.actions.length > 0,
    checkable: step !== undefined && step.kind !== 'quiz' && step.checks.length > 0,
    panel: ui.panel,
    aside: ui.aside,
    exact: ui.exact,
    raw: ui.raw,
    asked: atHand ? asked : undefined,
    lastQuestion: asked !== undefined && asked.index === asked.total - 1,
    questionsWait: asked?.what === 'answer' && !atHand,
    hasEditor: scene.editor !== undefined,
    hintsLeft: here ? hintLevels - helpOf(state, here.place).hints : 0,
    maySolve: here !== undefined && mayShowSolution(state, here.place),
    labBegun: standing.passed > 0,
    labPassed: standing.total > 0 && standing.passed === standing.total,
    asking: (ui.screen === 'doctor' && ui.asking !== undefined) || (ui.screen === 'lab' && ui.aside === 'reset'),
    fixing,
    examining: doctor.status === 'examining',
    fixable: ui.screen === 'doctor' && !fixing && ui.asking === undefined && finding?.fix !== undefined,
    hasRaw: !fixing && (finding?.raw !== undefined || doctor.fix?.error?.raw !== undefined),
  };
}
