import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { paint } from '../../text/sgr.ts';
import type { Row } from '../viewport.ts';

interface RowsProps {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

/** Rows of a pane: exactly so wide and high. They fit already; cutting is only a guard. */
export function Rows({ rows, width, height, colour }: RowsProps): ReactNode {
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      {rows.slice(0, height).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its place; there is no other identity.
        <Text key={index} wrap="truncate-end">
          {painted(row, colour)}
        </Text>
      ))}
    </Box>
  );
}

function painted(row: Row, colour: boolean): string {
  const text = typeof row === 'string' ? row : paint(row, colour);
  return text === '' ? ' ' : text;
}
