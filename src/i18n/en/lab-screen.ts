export const messages = {
  // Screens: the coach beside a file
  'ui.coach.file': 'Your file',
  'ui.coach.first-save': 'Waiting for your first save.',
  'ui.coach.next-save': 'Waiting for your next save.',
  'ui.coach.how': 'Each save is judged at once: first what the text alone can tell, then the image and what it does.',
  'ui.coach.unwatched': 'The file is not watched yet. After saving it, press Enter to have it judged.',
  'ui.coach.after-save': 'After each save this runs',
  'ui.coach.open': (p: { editor: string }) => `open it in ${p.editor}; it is judged while the editor is open`,
  'ui.coach.open-at': (p: { editor: string; line: number }) => `open it in ${p.editor} at line ${p.line}`,
  'ui.coach.hint': (p: { next: number; total: number }) => `show hint ${p.next} of ${p.total}`,
  'ui.coach.solution': 'see the solution',
  'ui.coach.diff': 'see your file beside the solution, and what the difference costs',
  'ui.coach.reset': 'begin this step anew, with your work put aside',
  'ui.coach.change': 'Change the file and save it: it is judged again at once.',
  'ui.coach.later': (p: { count: number }) =>
    p.count === 1
      ? 'one more check waits until the text is right'
      : `${p.count} more checks wait until the text is right`,
  'ui.coach.judge-now': 'Judge the file as it is now',
  'ui.hint.title': (p: { level: number; total: number }) => `Hint ${p.level} of ${p.total}`,
  'ui.solution.title': 'The solution',
  'ui.solution.intro': 'One way among many: whatever has the same effects passes.',
  'ui.solution.unchanged': 'The solution leaves this file as it was.',
  'ui.diff.title': 'Your file and the solution',
  'ui.diff.reading': 'Reading your file',
  'ui.cost.title': 'What the difference costs',
  'ui.cost.press': 'builds the solution as well and measures both images',
  'ui.cost.again': 'tries again',

  // Screens: guesses and questions
  'ui.guess.title': 'Your guess first',
  'ui.guess.optional': 'Enter without a guess just measures',
  'ui.guess.before': (p: { guess: string; measured: string }) => `last time: ${p.guess}; it was ${p.measured}`,
  'ui.guess.why': 'Why',
  'ui.quiz.question': (p: { number: number; total: number }) => `Question ${p.number} of ${p.total}`,
  'ui.quiz.right': 'right',
  'ui.quiz.wrong': 'not right yet',
  'ui.quiz.done': 'All questions are answered.',
  'ui.quiz.tally': (p: { first: number; total: number }) => `${p.first} of ${p.total} right at the first try`,

  // Screens: checkpoints and the end of a lab
  'ui.checkpoint.covers': 'This checkpoint looks at',
  'ui.summary.title': (p: { lab: string }) => `You have come through: ${p.lab}`,
  'ui.summary.steps': 'steps',
  'ui.summary.steps.of': (p: { done: number; total: number; skipped: number; prepared: number }) =>
    [
      `${p.done} of ${p.total} done`,
      ...(p.skipped > 0 ? [`${p.skipped} passed over`] : []),
      ...(p.prepared > 0 ? [`${p.prepared} prepared for you`] : []),
    ].join(', '),
  'ui.summary.hints': 'hints',
  'ui.summary.hints.of': (p: { hints: number; solutions: number }) =>
    `${p.hints === 0 ? 'none' : p.hints} used${p.solutions > 0 ? `; ${p.solutions === 1 ? 'one solution' : `${p.solutions} solutions`} seen` : ''}`,
  'ui.summary.guesses': 'guesses',
  'ui.summary.guesses.of': (p: { guesses: number; total: number }) =>
    `${p.guesses} made before ${p.total === 1 ? 'one measurement' : `${p.total} measurements`}`,
  'ui.summary.answers': 'questions',
  'ui.summary.answers.of': (p: { first: number; total: number }) => `${p.first} of ${p.total} right at the first try`,
  'ui.run.next-lab': (p: { lab: string }) => `Next lab: ${p.lab}`,

  // Screens: how a step stands, beside its mark
  'ui.standing.todo': 'to do',
  'ui.standing.running': 'begun',
  'ui.standing.passed': 'done',
  'ui.standing.failed': 'not there yet',
  'ui.standing.skipped': 'passed over',
  'ui.standing.prepared': 'prepared',
  'ui.home.left': (p: { skipped: number; prepared: number }) =>
    [
      ...(p.skipped > 0 ? [p.skipped === 1 ? '1 step passed over' : `${p.skipped} steps passed over`] : []),
      ...(p.prepared > 0
        ? [p.prepared === 1 ? '1 prepared for you, not done' : `${p.prepared} prepared for you, not done`]
        : []),
    ].join(', '),
};
