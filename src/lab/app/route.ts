/** The pages, by their names in addresses. */
export const PAGE_IDS = ['compare', 'evaluate', 'models', 'methods', 'runs'] as const;
export type PageId = (typeof PAGE_IDS)[number];

export function addressOf(page: PageId): string {
  return `#/${page}`;
}

/** In front of a comparison to open. */
export const COMPARE_WITH = `${addressOf('compare')}?setup=`;

export interface Route {
  readonly page: PageId;
  /** A comparison to open, as written in the address. */
  readonly setup: string | null;
}

/** The page that the part of an address after # names; null for a place within the page that is open. */
export function readRoute(hash: string): Route | null {
  if (hash.startsWith(COMPARE_WITH)) return { page: 'compare', setup: hash.slice(COMPARE_WITH.length) };
  if (hash === '' || hash === '#') return { page: 'compare', setup: null };
  const page = PAGE_IDS.find((id) => hash === addressOf(id));
  return page ? { page, setup: null } : null;
}
