import { Box, useApp, useInput, usePaste } from 'ink';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { footerLine, headerLine, type Junction, ruleAcross, saidNow, smallLines } from './components/frame.ts';
import { Rows } from './components/rows.tsx';
import { keyNames } from './key-names.ts';
import { type LabLayout, labLayout } from './lab/layout.ts';
import type { Suspend } from './lent-terminal.ts';
import type { Scene } from './scene.ts';
import { LabScreen } from './screens/lab-screen.tsx';
import { PageScreen } from './screens/page-screen.tsx';
import { isTooSmall, smallest } from './theme.ts';
import type { Workshop } from './workshop.ts';

/** The whole interface: draws the workshop's scene and hands it the keys. Nothing else happens here. */
export function App(props: {
  readonly workshop: Workshop;
  /** Given the way to lend the terminal to another program. */
  readonly onTerminal: (suspend: Suspend) => void;
}): ReactNode {
  const { workshop, onTerminal } = props;
  const scene = useSyncExternalStore(workshop.subscribe, workshop.getScene);
  const { suspendTerminal } = useApp();
  useEffect(() => onTerminal((work) => suspendTerminal(work)), [onTerminal, suspendTerminal]);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) workshop.press(name);
  });
  usePaste((text) => workshop.paste(text));
  return <Frame scene={scene} />;
}

/** One scene as a frame: header, rule, body, rule, footer. */
export function Frame({ scene }: { readonly scene: Scene }): ReactNode {
  const { columns, rows } = scene.size;
  const { colour } = scene;
  if (isTooSmall(scene.size)) {
    const said = smallLines(scene, smallest);
    return <Rows rows={said} width={columns} height={said.length} colour={colour} />;
  }
  const layout = scene.ui.screen === 'lab' ? labLayout(scene) : undefined;
  const joints = layout ? jointsOf(layout) : { top: [], bottom: [] };
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows rows={[headerLine(scene), ruleAcross(columns, joints.top)]} width={columns} height={2} colour={colour} />
      {layout ? (
        <LabScreen scene={scene} layout={layout} />
      ) : (
        <PageScreen scene={scene} name={scene.ui.screen === 'lab' ? 'home' : scene.ui.screen} />
      )}
      <Rows
        rows={[ruleAcross(columns, joints.bottom, saidNow(scene)), footerLine(scene)]}
        width={columns}
        height={2}
        colour={colour}
      />
    </Box>
  );
}

/** Where the vertical rules of the lab meet the ones above and below. */
function jointsOf(layout: LabLayout): { readonly top: readonly Junction[]; readonly bottom: readonly Junction[] } {
  const { steps, lesson, boxes, run } = layout;
  const from = steps ? steps.width + 1 : 0;
  const columns = steps ? [steps.width] : [];
  if (layout.runAt === 'beside' && run && lesson) columns.push(from + lesson.width + 2);
  const spanned = layout.runAt === 'alone' && boxes.length > 0;
  return {
    top: columns.map((at) => ({ at, char: '┬' as const })),
    bottom: spanned ? [] : columns.map((at) => ({ at, char: '┴' as const })),
  };
}
