import type { MessageId } from '../../../i18n/message.ts';
import type { Scene } from '../scene.ts';
import type { ScreenName } from '../ui-reduce.ts';
import { comparePage } from './compare.ts';
import { doctorPage } from './doctor.ts';
import { helpPage } from './help.ts';
import { homePage } from './home.ts';
import type { Page } from './page.ts';

export type PageName = Exclude<ScreenName, 'lab'>;

export interface PageScreen {
  /** What stands in the header. */
  readonly title: Extract<MessageId, `ui.${PageName}.title`>;
  readonly page: (scene: Scene, width: number) => Page;
}

/** The screens that are one column of rows. The lab has panes of its own. */
export const pages: Readonly<Record<PageName, PageScreen>> = {
  home: { title: 'ui.home.title', page: homePage },
  compare: { title: 'ui.compare.title', page: comparePage },
  doctor: { title: 'ui.doctor.title', page: doctorPage },
  help: { title: 'ui.help.title', page: helpPage },
};
