import { Box as InkBox } from 'ink';
import type { ReactNode } from 'react';
import { blank, type Line } from '../../text/styled.ts';
import { ruleAcross, verticalRule } from '../components/frame.ts';
import { Rows } from '../components/rows.tsx';
import type { Box } from '../lab/boxes.ts';
import { frameRows, type LabLayout, type Pane } from '../lab/layout.ts';
import { ruleLine } from '../lab/rules.ts';
import type { Scene } from '../scene.ts';

interface LabProps {
  readonly scene: Scene;
  readonly layout: LabLayout;
}

/** The lab: steps, lesson, command, run – whichever the layout gives room to. */
export function LabScreen({ scene, layout }: LabProps): ReactNode {
  const { columns } = scene.size;
  const height = scene.size.rows - frameRows;
  const { steps, lesson, boxes, run } = layout;
  if (layout.runAt === 'alone' && run) return <PaneBox scene={scene} pane={run} columns={columns} />;
  // On a narrow screen the boxes span the width, below steps and lesson.
  const spanning = layout.runAt === 'alone' && boxes.length > 0;
  const top = spanning ? (lesson?.height ?? height) : height;
  const right = columns - (steps ? steps.width + 1 : 0);
  return (
    <InkBox flexDirection="column" width={columns} height={height}>
      <InkBox height={top}>
        {steps && (
          <StepColumn scene={scene} lines={steps.lines} width={steps.width} height={top} rule={ruleOf(layout, top)} />
        )}
        {layout.runAt === 'beside' && run && lesson ? (
          <Beside scene={scene} lesson={lesson} run={run} />
        ) : (
          <InkBox flexDirection="column" width={right}>
            {lesson && <PaneBox scene={scene} pane={lesson} columns={right} />}
            {!spanning && boxes.map((box) => <BoxBelow key={box.title} scene={scene} box={box} columns={right} />)}
            {run && lesson && (
              <>
                <Rows rows={[ruleAcross(right, [])]} width={right} height={1} colour={scene.colour} />
                <PaneBox scene={scene} pane={run} columns={right} />
              </>
            )}
          </InkBox>
        )}
      </InkBox>
      {spanning &&
        boxes.map((box, index) => (
          <BoxBelow
            key={box.title}
            scene={scene}
            box={box}
            columns={columns}
            joint={index === 0 ? steps?.width : undefined}
          />
        ))}
    </InkBox>
  );
}

/** The rule beside the steps, met by those between the lesson and what is below it. */
function ruleOf(layout: LabLayout, height: number): readonly Line[] {
  const { lesson, boxes } = layout;
  const joins: Record<number, string> = {};
  if (layout.runAt !== 'alone' && lesson && lesson.height < height) {
    let row = lesson.height;
    joins[row] = '├';
    for (const box of boxes.slice(0, -1)) {
      row += box.lines.length + 1;
      joins[row] = '├';
    }
  }
  return verticalRule(height, joins);
}

interface PaneProps {
  readonly scene: Scene;
  readonly pane: Pane;
  readonly columns: number;
}

/** A pane with a free column at either side. */
function PaneBox({ scene, pane, columns }: PaneProps): ReactNode {
  return (
    <InkBox width={columns} height={pane.height} paddingLeft={1} flexShrink={0}>
      <Rows rows={pane.view.rows} width={pane.width} height={pane.height} colour={scene.colour} />
    </InkBox>
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
      <InkBox width={width} height={height} paddingLeft={1} flexShrink={0}>
        <Rows rows={lines.length > 0 ? lines : [blank]} width={width - 2} height={height} colour={scene.colour} />
      </InkBox>
      <Rows rows={rule} width={1} height={height} colour={scene.colour} />
    </>
  );
}

function BoxBelow(props: {
  readonly scene: Scene;
  readonly box: Box;
  readonly columns: number;
  readonly joint?: number | undefined;
}): ReactNode {
  const { scene, box, columns, joint } = props;
  const rule =
    joint === undefined
      ? ruleLine(box.title, columns)
      : ruleAcross(columns, [{ at: joint, char: '┴' }], { text: box.title, tone: 'muted' });
  return (
    <InkBox flexDirection="column" width={columns} flexShrink={0}>
      <Rows rows={[rule]} width={columns} height={1} colour={scene.colour} />
      <InkBox paddingLeft={1}>
        <Rows rows={box.lines} width={box.width} height={box.lines.length} colour={scene.colour} />
      </InkBox>
    </InkBox>
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
