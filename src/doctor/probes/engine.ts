import type { ExplainedError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Examination, Target } from '../examination.ts';
import { type Advice, adviseInstall } from '../fixes/install-engine.ts';
import { adviseStart } from '../fixes/start-engine.ts';
import type { ProbeFinding } from '../plan.ts';
import type { Probe } from '../probe.ts';

const id = 'engine';
const title = msg('doctor.engine');

/** Whether an engine answers where the docker CLI looks for it. */
export const engine: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const connection = await examination.connection();
    if (!connection.answers) return [await silent(examination, connection.error)];
    const { endpoint, context, podman } = connection.engine.info;
    return [
      {
        id,
        status: 'ok',
        title,
        found: msg(podman ? 'doctor.engine.podman' : 'doctor.engine.answers', { endpoint, context }),
      },
    ];
  },
};

async function silent(examination: Examination, error: ExplainedError): Promise<ProbeFinding> {
  const cli = await examination.cli();
  if (!cli.works) {
    const advice = cli.absent ? await adviseInstall(examination) : {};
    return { id, status: 'missing', title, found: msg('doctor.engine.no-cli'), ...advice };
  }
  // Anything else (no permission, a wrong context, too old) is not put right by starting one.
  const stopped = error.what.id === 'diagnose.unreachable';
  const target = stopped ? await examination.target() : undefined;
  const found = target ? msg('doctor.engine.silent', { what: error.what, endpoint: target.endpoint }) : error.what;
  const advice: Partial<Advice> =
    stopped && isOwn(examination, target) ? await adviseStart(examination) : error.next ? { next: error.next } : {};
  return { id, status: 'missing', title, found, ...advice, ...(error.raw === undefined ? {} : { raw: error.raw }) };
}

/** The endpoint is the one at which this machine's own engine listens by default. */
function isOwn({ machine }: Examination, target: Target | undefined): boolean {
  if (!target) return false;
  if (machine.platform !== 'linux') return /^(?:unix|npipe):/.test(target.endpoint);
  return /^unix:\/\/(?:\/var)?\/run\/docker\.sock$/.test(target.endpoint);
}
