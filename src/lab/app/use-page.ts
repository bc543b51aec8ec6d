import { useSyncExternalStore } from 'react';
import { readRoute, type Route } from './route.ts';

let page: Route['page'] = 'compare';

function currentPage(): Route['page'] {
  // A place within the page leaves the page as it is.
  page = readRoute(location.hash)?.page ?? page;
  return page;
}

export function usePage(): Route['page'] {
  return useSyncExternalStore((onChange) => {
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, currentPage);
}
