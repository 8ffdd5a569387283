import type { Flag } from './flags.ts';
import type { Instruction } from './instruction.ts';
import type { DockerfileModel } from './model.ts';

/** One `--mount` of a RUN. */
export interface Mount {
  /** `bind` when it does not say. */
  readonly type: string;
  readonly target: string | undefined;
  readonly source: string | undefined;
  readonly from: string | undefined;
  /** Where the name behind `from=` begins in the instruction's joined line; `undefined` when it is quoted. */
  readonly fromAt: number | undefined;
}

export function mountsOf(instruction: Instruction): readonly Mount[] {
  return instruction.flags.flatMap((flag) =>
    flag.name === 'mount' && flag.value !== undefined ? [readMount(flag)] : [],
  );
}

/** Whether a builder that knows no mounts must fail over it. */
export function hasMounts({ instructions }: Pick<DockerfileModel, 'instructions'>): boolean {
  return instructions.some((one) => one.keyword === 'RUN' && mountsOf(one).length > 0);
}

function readMount(flag: Flag): Mount {
  const fields = new Map<string, string>();
  const head = '--mount='.length;
  const plain = flag.raw.slice(head) === flag.value;
  let fromAt: number | undefined;
  let at = head;
  for (const field of (flag.value ?? '').split(',')) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase().replaceAll('"', '');
    const value = equals < 0 ? '' : field.slice(equals + 1).replace(/"$/, '');
    fields.set(key, value);
    if (key === 'from' && plain && !field.includes('"')) fromAt = flag.at + at + equals + 1;
    at += field.length + 1;
  }
  const from = fields.get('from');
  return {
    type: fields.get('type')?.toLowerCase() ?? 'bind',
    target: fields.get('target') ?? fields.get('dst') ?? fields.get('destination'),
    source: fields.get('source') ?? fields.get('src'),
    from: from === '' ? undefined : from,
    fromAt,
  };
}
