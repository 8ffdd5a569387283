import type { Step } from '../../course/model.ts';
import { labStanding, type StepStanding } from '../../session/selectors.ts';
import type { StepState } from '../../session/state.ts';
import { hereOf, isOnlyRead, type Scene } from './scene.ts';
import type { Panel, ScreenName } from './ui-reduce.ts';

/** The few facts on which the meaning of a key depends. */
export interface Situation {
  readonly screen: ScreenName;
  /** A run is going on. */
  readonly busy: boolean;
  readonly phase: StepState['phase'];
  readonly standing: StepStanding;
  readonly kind: Step['kind'];
  readonly onlyRead: boolean;
  readonly hasNext: boolean;
  /** This step ran in this session. */
  readonly hasRun: boolean;
  readonly hasCommand: boolean;
  readonly panel: Panel;
  readonly exact: boolean;
  readonly raw: boolean;
  /** The lab chosen on the map. */
  readonly labBegun: boolean;
  readonly labPassed: boolean;
  readonly asking: boolean;
  readonly fixing: boolean;
  readonly examining: boolean;
  /** The chosen finding offers a fix. */
  readonly fixable: boolean;
  readonly hasRaw: boolean;
}

export function situationOf(scene: Pick<Scene, 'course' | 'state' | 'ui' | 'doctor'>): Situation {
  const { ui, state, doctor } = scene;
  const here = hereOf(scene);
  const lab = state.outline.labs[ui.selected];
  const standing = lab ? labStanding(state, lab) : { passed: 0, total: 0 };
  const fixing = doctor.fix?.phase === 'running';
  const finding = doctor.findings[ui.finding];
  const step = here?.step;
  return {
    screen: ui.screen,
    busy: state.active !== undefined,
    phase: here?.at.phase ?? 'reading',
    standing: here?.standing ?? 'todo',
    kind: step?.kind ?? 'read',
    onlyRead: step ? isOnlyRead(step) : true,
    hasNext: here?.next !== undefined,
    hasRun: here?.run !== undefined && !(step && isOnlyRead(step)),
    hasCommand: step !== undefined && 'actions' in step,
    panel: ui.panel,
    exact: ui.exact,
    raw: ui.raw,
    labBegun: standing.passed > 0,
    labPassed: standing.total > 0 && standing.passed === standing.total,
    asking: ui.screen === 'doctor' && ui.asking !== undefined,
    fixing,
    examining: doctor.status === 'examining',
    fixable: ui.screen === 'doctor' && !fixing && ui.asking === undefined && finding?.fix !== undefined,
    hasRaw: !fixing && (finding?.raw !== undefined || doctor.fix?.error?.raw !== undefined),
  };
}
