import type { Situation } from './situation.ts';

/** In a lab, and no yes or no is waited for. */
export const inLab = (s: Situation): boolean => s.screen === 'lab' && !s.asking;
/** In a lab in which nothing runs. */
export const idle = (s: Situation): boolean => inLab(s) && !s.busy;
export const done = (s: Situation): boolean => s.standing === 'passed';
export const stuck = (s: Situation): boolean => s.phase === 'failed' || s.phase === 'broken';
/** On a page that one looks at and leaves. */
export const besides = (s: Situation): boolean => s.screen === 'compare' || s.screen === 'help';
export const always = (): boolean => true;
/** Not while a yes or no is waited for. */
export const free = (s: Situation): boolean => !s.asking;

/** A file is being written. */
export const editing = (s: Situation): boolean => inLab(s) && s.kind === 'edit';
/** An answer or a guess can be changed. */
export const answering = (s: Situation): boolean => inLab(s) && s.asked !== undefined && s.asked.state !== 'right';
/** Letters belong to what is typed, once it has begun. */
export const typing = (s: Situation): boolean => answering(s) && s.asked?.form === 'number' && s.asked.given;
