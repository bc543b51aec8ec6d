import { useEffect, type RefObject } from 'react';
import { inspection, useInspection } from './inspection.ts';

/** Escape unpins wherever the keyboard is; from inside the panel it goes back to the token. */
export function useEscape(panel: RefObject<HTMLElement | null>): void {
  const pinned = useInspection((state) => state.pinned);
  useEffect(() => {
    if (!pinned) return () => undefined;
    const onKeyDown = ({ key, target }: KeyboardEvent): void => {
      // In a dialog over the page it closes that alone.
      if (key !== 'Escape' || !(target instanceof Element) || target.closest('dialog')) return;
      const { leave, unpin } = inspection.getState();
      if (panel.current?.contains(target)) leave();
      else unpin();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [panel, pinned]);
}
