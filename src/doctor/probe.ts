import type { Message } from '../i18n/message.ts';
import type { Examination } from './examination.ts';
import type { DoctorMachine } from './machine.ts';
import type { ProbeFinding } from './plan.ts';

/** One thing that doctor looks at. A probe looks and tells; it changes nothing on the machine. */
export interface Probe {
  readonly id: string;
  readonly title: Message;
  /** Whether there is anything to look at on this machine. */
  applies(machine: DoctorMachine): boolean;
  /** Its findings, none when there is nothing to tell. An ExplainedError becomes a finding too. */
  run(examination: Examination): Promise<readonly ProbeFinding[]>;
}
