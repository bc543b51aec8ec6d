import { useSyncExternalStore } from 'react';
import { readRoute, type PageId } from './route.ts';

let page: PageId = 'compare';

function currentPage(): PageId {
  // A place within the page leaves the page as it is.
  page = readRoute(location.hash)?.page ?? page;
  return page;
}

export function usePage(): PageId {
  return useSyncExternalStore((onChange) => {
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, currentPage);
}
