import * as enApp from './en/app.ts';
import * as enAuthor from './en/author.ts';
import * as enChecks from './en/checks.ts';
import * as enCourse from './en/course.ts';
import * as enDesk from './en/desk.ts';
import * as enDockerfile from './en/dockerfile.ts';
import * as enDoctor from './en/doctor.ts';
import * as enEngine from './en/engine.ts';
import * as enFiles from './en/files.ts';
import * as enGuide from './en/guide.ts';
import * as enKeys from './en/keys.ts';
import * as enKit from './en/kit.ts';
import * as enLabScreen from './en/lab-screen.ts';
import * as enLearning from './en/learning.ts';
import * as enNetwork from './en/network.ts';
import * as enPlatform from './en/platform.ts';
import * as enPodman from './en/podman.ts';
import * as enQueue from './en/queue.ts';
import * as enRemote from './en/remote.ts';
import * as enReport from './en/report.ts';
import * as enScreens from './en/screens.ts';
import * as enViews from './en/views.ts';
import * as zhApp from './zh/app.ts';
import * as zhAuthor from './zh/author.ts';
import * as zhChecks from './zh/checks.ts';
import * as zhCourse from './zh/course.ts';
import * as zhDesk from './zh/desk.ts';
import * as zhDockerfile from './zh/dockerfile.ts';
import * as zhDoctor from './zh/doctor.ts';
import * as zhEngine from './zh/engine.ts';
import * as zhFiles from './zh/files.ts';
import * as zhGuide from './zh/guide.ts';
import * as zhKeys from './zh/keys.ts';
import * as zhKit from './zh/kit.ts';
import * as zhLabScreen from './zh/lab-screen.ts';
import * as zhLearning from './zh/learning.ts';
import * as zhNetwork from './zh/network.ts';
import * as zhPlatform from './zh/platform.ts';
import * as zhPodman from './zh/podman.ts';
import * as zhQueue from './zh/queue.ts';
import * as zhRemote from './zh/remote.ts';
import * as zhReport from './zh/report.ts';
import * as zhScreens from './zh/screens.ts';
import * as zhViews from './zh/views.ts';

/** The English catalogue: the master from which the other languages' types are derived. */
export const en = {
  ...enApp.messages,
  ...enChecks.messages,
  ...enCourse.messages,
  ...enDesk.messages,
  ...enDockerfile.messages,
  ...enDoctor.messages,
  ...enEngine.messages,
  ...enAuthor.messages,
  ...enFiles.messages,
  ...enGuide.messages,
  ...enKeys.messages,
  ...enLabScreen.messages,
  ...enViews.messages,
  ...enKit.messages,
  ...enLearning.messages,
  ...enRemote.messages,
  ...enQueue.messages,
  ...enNetwork.messages,
  ...enPlatform.messages,
  ...enPodman.messages,
  ...enReport.messages,
  ...enScreens.messages,
};

export type Catalog = typeof en;

/** The Chinese catalogue. A message missing here does not compile. */
export const zh: Translation<Catalog> = {
  ...zhApp.messages,
  ...zhChecks.messages,
  ...zhCourse.messages,
  ...zhDesk.messages,
  ...zhDockerfile.messages,
  ...zhDoctor.messages,
  ...zhEngine.messages,
  ...zhAuthor.messages,
  ...zhFiles.messages,
  ...zhGuide.messages,
  ...zhKeys.messages,
  ...zhLabScreen.messages,
  ...zhViews.messages,
  ...zhKit.messages,
  ...zhLearning.messages,
  ...zhRemote.messages,
  ...zhQueue.messages,
  ...zhNetwork.messages,
  ...zhPlatform.messages,
  ...zhPodman.messages,
  ...zhReport.messages,
  ...zhScreens.messages,
};

/** What a translation of a catalogue must hold: every key, texts for texts, templates for templates. */
export type Translation<C> = {
  [K in keyof C]: C[K] extends (params: infer P) => string ? (params: P) => string : string;
};
