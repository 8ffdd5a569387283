import { base } from './base.ts';
import { cacheMount } from './cache-mount.ts';
import { compiles } from './compiles.ts';
import { copiesFrom } from './copies-from.ts';
import { execForm } from './exec-form.ts';
import { healthcheck } from './healthcheck.ts';
import { modulesFirst } from './modules-first.ts';
import { noSecret } from './no-secret.ts';
import { noToolchain } from './no-toolchain.ts';
import { pinned } from './pinned.ts';
import type { Rule } from './rule.ts';
import { stages } from './stages.ts';
import { starts } from './starts.ts';
import { staticBuild } from './static-build.ts';
import { user } from './user.ts';
import { valid } from './valid.ts';

/** Every rule of the check `dockerfile`, one line each. */
const rules = {
  base,
  'cache-mount': cacheMount,
  compiles,
  'copies-from': copiesFrom,
  'exec-form': execForm,
  healthcheck,
  'modules-first': modulesFirst,
  'no-secret': noSecret,
  'no-toolchain': noToolchain,
  pinned,
  stages,
  starts,
  'static-build': staticBuild,
  user,
  valid,
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

export const ruleNames = Object.keys(rules) as [RuleName, ...RuleName[]];

export function ruleOf(name: RuleName): Rule {
  return rules[name];
}
