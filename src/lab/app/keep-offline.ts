import type { LabSession } from '../session/lab-session.ts';

/**
 * Keeps the page for when there is no network, once the model is there: until then the connection has better to do. In
 * development nothing is kept: files change there.
 */
export function keepOffline({ store }: LabSession): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const unsubscribe = store.subscribe(({ model }) => {
    if (model.kind !== 'ready') return;
    unsubscribe();
    // A browser that refuses, in private browsing for instance, is online.
    navigator.serviceWorker.register(`./offline.js?device=${model.model.engine.device}`).catch(() => undefined);
  });
}
