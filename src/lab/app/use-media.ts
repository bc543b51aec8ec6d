import { useSyncExternalStore } from 'react';

const queries = new Map<string, MediaQueryList>();

function find(query: string): MediaQueryList {
  const media = queries.get(query) ?? matchMedia(query);
  queries.set(query, media);
  return media;
}

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = find(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    () => find(query).matches,
  );
}

/** Below this the lanes are tabs. Matches the media queries in the style sheets. */
export const NARROW = '(max-width: 759px)';
