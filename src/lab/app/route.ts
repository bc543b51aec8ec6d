export const COMPARE = '#/compare';
export const EVALUATE = '#/evaluate';
/** In front of a comparison to open. */
export const COMPARE_WITH = `${COMPARE}?setup=`;

export interface Route {
  readonly page: 'compare' | 'evaluate';
  /** A comparison to open, as written in the address. */
  readonly setup: string | null;
}

/** The page that the part of an address after # names; null for a place within the page that is open. */
export function readRoute(hash: string): Route | null {
  if (hash.startsWith(COMPARE_WITH)) return { page: 'compare', setup: hash.slice(COMPARE_WITH.length) };
  if (hash === '' || hash === '#' || hash === COMPARE) return { page: 'compare', setup: null };
  return hash === EVALUATE ? { page: 'evaluate', setup: null } : null;
}
