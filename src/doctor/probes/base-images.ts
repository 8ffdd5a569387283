import { type Message, msg } from '../../i18n/message.ts';
import { type Base, findBase } from '../base-images.ts';
import type { Examination } from '../examination.ts';
import { adviseBases, pullCommand } from '../fixes/base-images.ts';
import type { Advice } from '../fixes/install-engine.ts';
import type { ProbeFinding } from '../plan.ts';
import type { Probe } from '../probe.ts';

const title = msg('doctor.bases');

/** Every image that the course builds FROM, one finding each: `base:alpine:3.22`. */
export const baseImages: Probe = {
  id: 'base',
  title,
  applies: ({ bases }) => bases.length > 0,
  run: async (examination) => {
    const { machine, signal } = examination;
    const connection = await examination.connection();
    if (!connection.answers) {
      return machine.bases.map((name) => ({
        id: `base:${name}`,
        status: 'missing',
        title: titleOf(name),
        found: msg('doctor.base.no-engine', { name }),
      }));
    }
    const { registry } = await examination.network();
    const bases = await Promise.all(machine.bases.map((name) => findBase(connection.engine, name, registry, signal)));
    const advice = await adviseBases(
      examination,
      bases.filter((base) => base.source === 'missing').map((base) => base.name),
    );
    return bases.map((base) => tell(examination, base, advice.get(base.name)));
  },
};

function titleOf(name: string): Message {
  return msg('doctor.base', { name });
}

function tell({ machine }: Examination, { name, source, image }: Base, advice: Advice | undefined): ProbeFinding {
  const common = { id: `base:${name}`, title: titleOf(name) };
  switch (source) {
    case 'public':
      return { ...common, status: 'ok', found: msg('doctor.base.present') };
    case 'mirror':
      return { ...common, status: 'ok', found: msg('doctor.base.mirror', { image }) };
    case 'stand-in':
      return {
        ...common,
        status: 'warning',
        found: msg('doctor.base.stand-in', { image }),
        next: msg('doctor.base.stand-in.next', { command: pullCommand(machine, name) }),
      };
    case 'missing':
      return { ...common, status: 'missing', found: msg('doctor.base.missing', { name }), ...advice };
  }
}
