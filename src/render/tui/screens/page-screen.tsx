import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Rows } from '../components/rows.tsx';
import type { Scene } from '../scene.ts';
import { pageHeight, pageView, pageWidth } from './page.ts';
import { type PageName, pages } from './registry.ts';

/** A screen of one column, in the middle when the terminal is wide. */
export function PageScreen({ scene, name }: { readonly scene: Scene; readonly name: PageName }): ReactNode {
  const width = pageWidth(scene);
  const height = pageHeight(scene);
  const { rows } = pageView(scene, pages[name].page(scene, width), scene.ui.scroll[name]);
  return (
    <Box paddingLeft={Math.floor((scene.size.columns - width) / 2)} height={height}>
      <Rows rows={rows} width={width} height={height} colour={scene.colour} />
    </Box>
  );
}
