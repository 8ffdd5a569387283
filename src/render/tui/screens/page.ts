import { frameRows } from '../lab/layout.ts';
import type { Scene } from '../scene.ts';
import { type Row, reveal, type View, viewport } from '../viewport.ts';

/** A screen that is one column of rows. */
export interface Page {
  readonly rows: readonly Row[];
  /** The rows of the chosen thing, kept in sight. */
  readonly chosen?: { readonly first: number; readonly last: number };
  /** Keeps to its end: something is being written there. */
  readonly follow?: boolean;
}

/** The widest a page gets; on a wider terminal it stands in the middle. */
const widest = 104;

export function pageWidth(scene: Pick<Scene, 'size'>): number {
  return Math.min(widest, scene.size.columns - 4);
}

export function pageHeight(scene: Pick<Scene, 'size'>): number {
  return scene.size.rows - frameRows;
}

/** The rows of a page that are seen now. */
export function pageView(scene: Scene, page: Page, scroll: number): View {
  const height = pageHeight(scene);
  if (page.follow) return viewport(page.rows, height, page.rows.length, scene.t);
  const wanted = page.chosen ? reveal(scroll, page.chosen.first, page.chosen.last, height) : scroll;
  return viewport(page.rows, height, wanted, scene.t);
}
