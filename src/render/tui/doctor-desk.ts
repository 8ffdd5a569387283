import { ExplainedError, type Explanation } from '../../errors.ts';
import { raw } from '../../i18n/message.ts';
import type { DoctorFace, Finding, Fix } from '../../session/findings.ts';
import { OutputLog } from './output-log.ts';
import type { DoctorView } from './scene.ts';

/** Runs doctor for the screen: keeps what was found and what a fix prints, outside React. */
export class DoctorDesk {
  view: DoctorView = { status: 'idle', findings: [] };
  readonly #doctor: DoctorFace;
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #told: (finding: Finding) => void;
  #examining: AbortController | undefined;
  #fixing: AbortController | undefined;

  /** `told` hears each finding as it comes in, before `changed`. */
  constructor(doctor: DoctorFace, now: () => number, changed: () => void, told: (finding: Finding) => void) {
    this.#doctor = doctor;
    this.#now = now;
    this.#changed = changed;
    this.#told = told;
  }

  /** Probes everything again; findings replace their older selves as they come in. */
  async examine(): Promise<void> {
    if (this.#examining) return;
    const abort = new AbortController();
    this.#examining = abort;
    const { error: _, ...before } = this.view;
    this.#show({ ...before, status: 'examining' });
    try {
      const findings = await this.#doctor.examine((finding) => this.#found(finding), abort.signal);
      this.#show({ ...this.view, status: 'done', findings });
    } catch (error) {
      if (!abort.signal.aborted) this.#show({ ...this.view, status: 'done', error: explain(error) });
    } finally {
      this.#examining = undefined;
    }
  }

  /** Applies a fix that the learner has said yes to, then looks again. */
  async apply(fix: Fix): Promise<void> {
    if (this.#fixing) return;
    const abort = new AbortController();
    this.#fixing = abort;
    const log = new OutputLog();
    const started = { fix, startedAt: this.#now(), log };
    this.#show({ ...this.view, fix: { ...started, phase: 'running' } });
    try {
      await this.#doctor.apply(
        fix,
        (progress) => {
          log.push(progress.text);
          this.#changed();
        },
        abort.signal,
      );
      this.#show({ ...this.view, fix: { ...started, phase: 'done', endedAt: this.#now() } });
    } catch (error) {
      const endedAt = this.#now();
      const stopped = abort.signal.aborted;
      this.#show({
        ...this.view,
        fix: stopped
          ? { ...started, phase: 'stopped', endedAt }
          : { ...started, phase: 'failed', endedAt, error: explain(error) },
      });
    } finally {
      this.#fixing = undefined;
    }
    await this.examine();
  }

  stopFix(): void {
    this.#fixing?.abort();
  }

  close(): void {
    this.#fixing?.abort();
    this.#examining?.abort();
  }

  #found(finding: Finding): void {
    this.#told(finding);
    const findings = this.view.findings;
    const index = findings.findIndex((one) => one.id === finding.id);
    this.#show({ ...this.view, findings: index < 0 ? [...findings, finding] : findings.with(index, finding) });
  }

  #show(view: DoctorView): void {
    this.view = view;
    this.#changed();
  }
}

function explain(error: unknown): Explanation {
  if (error instanceof ExplainedError) return error;
  return { what: raw(error instanceof Error ? error.message : String(error)), cause: error };
}
