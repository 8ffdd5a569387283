import { Box } from 'ink';
import type { ReactNode } from 'react';
import { blank, type Line } from '../../text/styled.ts';
import { ruleAcross, verticalRule } from '../components/frame.ts';
import { Rows } from '../components/rows.tsx';
import { frameRows, type LabLayout, type Pane } from '../lab/layout.ts';
import { ruleLine } from '../lab/run-lines.ts';
import type { Scene } from '../scene.ts';

interface LabProps {
  readonly scene: Scene;
  readonly layout: LabLayout;
}

/** The lab: steps, lesson, command, run – whichever the layout gives room to. */
export function LabScreen({ scene, layout }: LabProps): ReactNode {
  const { columns } = scene.size;
  const height = scene.size.rows - frameRows;
  const { steps, lesson, command, run } = layout;
  if (layout.runAt === 'alone' && run) return <PaneBox scene={scene} pane={run} columns={columns} />;
  // On a narrow screen the command spans the width, below steps and lesson.
  const spanning = layout.runAt === 'alone' && command !== undefined;
  const top = spanning ? (lesson?.height ?? height) : height;
  const right = columns - (steps ? steps.width + 1 : 0);
  return (
    <Box flexDirection="column" width={columns} height={height}>
      <Box height={top}>
        {steps && (
          <StepColumn scene={scene} lines={steps.lines} width={steps.width} height={top} rule={ruleOf(layout, top)} />
        )}
        {layout.runAt === 'beside' && run && lesson ? (
          <Beside scene={scene} lesson={lesson} run={run} />
        ) : (
          <Box flexDirection="column" width={right}>
            {lesson && <PaneBox scene={scene} pane={lesson} columns={right} />}
            {!spanning && command && <CommandBox scene={scene} command={command} columns={right} />}
            {run && lesson && (
              <>
                <Rows rows={[ruleAcross(right, [])]} width={right} height={1} colour={scene.colour} />
                <PaneBox scene={scene} pane={run} columns={right} />
              </>
            )}
          </Box>
        )}
      </Box>
      {spanning && command && <CommandBox scene={scene} command={command} columns={columns} joint={steps?.width} />}
    </Box>
  );
}

/** Where the rule beside the steps is met by the one between lesson and what is below it. */
function ruleOf(layout: LabLayout, height: number): readonly Line[] {
  const meets = layout.runAt !== 'alone' && layout.lesson && layout.lesson.height < height;
  return verticalRule(height, meets && layout.lesson ? { [layout.lesson.height]: '├' } : {});
}

interface PaneProps {
  readonly scene: Scene;
  readonly pane: Pane;
  readonly columns: number;
}

/** A pane with a free column at either side. */
function PaneBox({ scene, pane, columns }: PaneProps): ReactNode {
  return (
    <Box width={columns} height={pane.height} paddingLeft={1} flexShrink={0}>
      <Rows rows={pane.view.rows} width={pane.width} height={pane.height} colour={scene.colour} />
    </Box>
  );
}

function StepColumn(props: {
  readonly scene: Scene;
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  readonly rule: readonly Line[];
}): ReactNode {
  const { scene, lines, width, height, rule } = props;
  return (
    <>
      <Box width={width} height={height} paddingLeft={1} flexShrink={0}>
        <Rows rows={lines.length > 0 ? lines : [blank]} width={width - 2} height={height} colour={scene.colour} />
      </Box>
      <Rows rows={rule} width={1} height={height} colour={scene.colour} />
    </>
  );
}

function CommandBox(props: {
  readonly scene: Scene;
  readonly command: NonNullable<LabLayout['command']>;
  readonly columns: number;
  readonly joint?: number | undefined;
}): ReactNode {
  const { scene, command, columns, joint } = props;
  const rule =
    joint === undefined
      ? ruleLine(command.title, columns)
      : ruleAcross(columns, [{ at: joint, char: '┴' }], { text: command.title, tone: 'muted' });
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <Rows rows={[rule]} width={columns} height={1} colour={scene.colour} />
      <Box paddingLeft={1}>
        <Rows rows={command.lines} width={command.width} height={command.lines.length} colour={scene.colour} />
      </Box>
    </Box>
  );
}

function Beside({
  scene,
  lesson,
  run,
}: {
  readonly scene: Scene;
  readonly lesson: Pane;
  readonly run: Pane;
}): ReactNode {
  return (
    <>
      <PaneBox scene={scene} pane={lesson} columns={lesson.width + 2} />
      <Rows rows={verticalRule(lesson.height)} width={1} height={lesson.height} colour={scene.colour} />
      <PaneBox scene={scene} pane={run} columns={run.width + 2} />
    </>
  );
}
