// The least that Ink can show: what the first frame of the workshop is measured against.
import '../../src/render/tui/polyfill.ts';
import { render, Text } from 'ink';

render(<Text>an empty Ink app</Text>, { alternateScreen: true, exitOnCtrlC: true });
setInterval(() => undefined, 60_000);
