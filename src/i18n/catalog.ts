import * as enApp from './en/app.ts';
import * as enChecks from './en/checks.ts';
import * as enCourse from './en/course.ts';
import * as enDoctor from './en/doctor.ts';
import * as enEngine from './en/engine.ts';
import * as enScreens from './en/screens.ts';
import * as zhApp from './zh/app.ts';
import * as zhChecks from './zh/checks.ts';
import * as zhCourse from './zh/course.ts';
import * as zhDoctor from './zh/doctor.ts';
import * as zhEngine from './zh/engine.ts';
import * as zhScreens from './zh/screens.ts';

/** The English catalogue: the master from which the other languages' types are derived. */
export const en = {
  ...enApp.messages,
  ...enChecks.messages,
  ...enCourse.messages,
  ...enDoctor.messages,
  ...enEngine.messages,
  ...enScreens.messages,
};

export type Catalog = typeof en;

/** The Chinese catalogue. A message missing here does not compile. */
export const zh: Translation<Catalog> = {
  ...zhApp.messages,
  ...zhChecks.messages,
  ...zhCourse.messages,
  ...zhDoctor.messages,
  ...zhEngine.messages,
  ...zhScreens.messages,
};

/** What a translation of a catalogue must hold: every key, texts for texts, templates for templates. */
export type Translation<C> = {
  [K in keyof C]: C[K] extends (params: infer P) => string ? (params: P) => string : string;
};
