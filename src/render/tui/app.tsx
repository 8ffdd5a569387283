import { Box, useInput } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { footerLine, headerLine, type Junction, ruleAcross, saidNow, smallLine } from './components/frame.ts';
import { Rows } from './components/rows.tsx';
import { keyNames } from './key-names.ts';
import { type LabLayout, labLayout } from './lab/layout.ts';
import type { Scene } from './scene.ts';
import { LabScreen } from './screens/lab-screen.tsx';
import { PageScreen } from './screens/page-screen.tsx';
import { smallest } from './theme.ts';
import type { Workshop } from './workshop.ts';

/** The whole interface: draws the workshop's scene and hands it the keys. Nothing else happens here. */
export function App({ workshop }: { readonly workshop: Workshop }): ReactNode {
  const scene = useSyncExternalStore(workshop.subscribe, workshop.getScene);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) workshop.press(name);
  });
  return <Frame scene={scene} />;
}

/** One scene as a frame: header, rule, body, rule, footer. */
export function Frame({ scene }: { readonly scene: Scene }): ReactNode {
  const { columns, rows } = scene.size;
  const { colour } = scene;
  if (columns < smallest.columns || rows < smallest.rows) {
    return <Rows rows={[smallLine(scene, smallest)]} width={columns} height={1} colour={colour} />;
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
  const { steps, lesson, command, run } = layout;
  if (!steps) return { top: [], bottom: [] };
  const columns = [steps.width];
  if (layout.runAt === 'beside' && run && lesson) columns.push(steps.width + 1 + lesson.width + 2);
  const spanned = layout.runAt === 'alone' && command !== undefined;
  return {
    top: columns.map((at) => ({ at, char: '┬' as const })),
    bottom: spanned ? [] : columns.map((at) => ({ at, char: '┴' as const })),
  };
}
