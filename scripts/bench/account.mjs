const waits = new Set(['first-ok', 'health', 'log']);

/**
 * Where the seconds of one run went, by its own events: docker commands and requests, waiting for the
 * app, reading what checks and figures need, and all else that the course itself does. Shares of the
 * whole, so they say the same on a busy machine.
 */
export function account(events, wall) {
  const seconds = { commands: 0, waiting: 0, reading: 0, own: 0 };
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (before) seconds[kindOf(event, before)] += (Date.parse(event.at) - Date.parse(before.at)) / 1000;
  }
  // Start, engine, and the end: before the first event and after the last.
  seconds.own += wall - (Date.parse(events.at(-1).at) - Date.parse(events[0].at)) / 1000;
  return Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, value / wall]));
}

/** What went on until an event, told by it. */
function kindOf(event, before) {
  switch (event.type) {
    case 'build.progressed':
    case 'output.received':
    case 'action.finished':
      return 'commands';
    case 'wait.progressed':
      return 'waiting';
    case 'check.judged':
      return waits.has(event.kind) ? 'waiting' : 'reading';
    case 'figure.measured':
      return before.type === 'wait.progressed' || event.figure === 'first-ok-seconds' ? 'waiting' : 'reading';
    default:
      return 'own';
  }
}
