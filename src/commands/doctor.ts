import { exitCodes } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { type App, print } from './app.ts';
import { examineAndFix } from './ready.ts';

/** `doctor`: what this machine has and lacks; `--fix` applies what can be applied. */
export async function examineMachine(app: App, fix: boolean): Promise<number> {
  const course = await app.loadCourse();
  const findings = await examineAndFix(app, course, fix || app.flags.yes);
  const ready = findings.every((finding) => finding.status !== 'missing');
  if (!app.flags.json) print(app, `\n${say(app.lang, msg(ready ? 'plain.ready' : 'plain.not-ready'))}`);
  return ready ? exitCodes.ok : exitCodes.machine;
}
