import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** A finished test, or a file that could not run; one JSON object a line in `GDL_TEST_RESULTS`. */
export interface Outcome {
  readonly project: string;
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** Why it was skipped. */
  readonly reason?: string;
  /** What its failure says, in lines. */
  readonly errors?: readonly string[];
}

interface ToldError {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly diff?: string | undefined;
}

/**
 * One line a test, with the time since the start, so that a log shows what is slow and what is
 * stuck. Unit tests get one line a file. Failures are told in full where they happen and again at the end.
 */
export default class LineReporter implements Reporter {
  /** When `npm test` began, so that all lines of a log count from the same moment. */
  readonly #begun = Number(process.env['GDL_TEST_BEGUN'] ?? Date.now());
  readonly #seen = new Map<string, { passed: number; failed: number; skipped: number }>();

  onTestModuleStart(module: TestModule): void {
    if (module.project.name !== 'unit') this.#say(`${module.project.name}  ${module.relativeModuleId}`);
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    const { project, module } = test;
    const seconds = (test.diagnostic()?.duration ?? 0) / 1000;
    const state = result.state === 'pending' ? 'skipped' : result.state;
    const counts = this.#seen.get(module.id) ?? { passed: 0, failed: 0, skipped: 0 };
    counts[state] += 1;
    this.#seen.set(module.id, counts);
    const reason = result.state === 'skipped' ? (result.note ?? 'no reason given') : undefined;
    const name = `${module.relativeModuleId} > ${test.fullName}`;
    const errors = (result.errors ?? []).flatMap(linesOf);
    this.#record({
      project: project.name,
      name,
      state,
      seconds,
      ...(reason === undefined ? {} : { reason }),
      ...(errors.length === 0 ? {} : { errors }),
    });
    if (project.name === 'unit' && state === 'passed') return;
    const mark = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' }[state];
    this.#say(
      `  ${mark}  ${project.name === 'unit' ? name : test.fullName}  (${seconds.toFixed(1)} s)${reason === undefined ? '' : `: ${reason}`}`,
    );
    this.#errors(errors);
  }

  onTestModuleEnd(module: TestModule): void {
    const counts = this.#seen.get(module.id) ?? { passed: 0, failed: 0, skipped: 0 };
    if (module.project.name === 'unit')
      this.#say(
        `unit  ${module.relativeModuleId}  ${counts.passed} passed${counts.failed ? `, ${counts.failed} FAILED` : ''}`,
      );
    // A file that cannot be loaded, or a hook that fails, leaves tests unrun: that is a failure of its own.
    const errors = [module.errors(), ...[...module.children.allSuites()].map((suite) => suite.errors())]
      .flat()
      .flatMap(linesOf);
    if (errors.length === 0) return;
    this.#record({
      project: module.project.name,
      name: `${module.relativeModuleId} (file or hook)`,
      state: 'failed',
      seconds: 0,
      errors,
    });
    this.#say(`  FAIL  ${module.relativeModuleId} (file or hook)`);
    this.#errors(errors);
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly ToldError[]): void {
    for (const error of unhandled) {
      const errors = linesOf(error);
      this.#record({ project: 'vitest', name: `unhandled: ${error.message}`, state: 'failed', seconds: 0, errors });
      this.#errors(errors);
    }
  }

  #errors(lines: readonly string[]): void {
    for (const line of lines) process.stdout.write(`            | ${line}\n`);
  }

  #record(outcome: Outcome): void {
    const file = process.env['GDL_TEST_RESULTS'];
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(outcome)}\n`);
  }

  #say(text: string): void {
    process.stdout.write(`${((Date.now() - this.#begun) / 1000).toFixed(0).padStart(6)} s  ${text}\n`);
  }
}

/** What an error says, what it compared, and where in our files it came from. */
function linesOf(error: ToldError): string[] {
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node_modules|node:/.test(line))
    .slice(0, 4);
  return [...error.message.split('\n').slice(0, 60), ...(error.diff?.split('\n').slice(0, 60) ?? []), ...where];
}
