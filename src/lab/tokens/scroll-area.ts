import { createContext } from 'react';

/** Calls back as an element comes near the view or leaves it, with the height it then had. */
export type ObserveNear = (element: Element, onChange: (near: boolean, height: number) => void) => () => void;

export interface ScrollArea {
  readonly observe: ObserveNear;
  /** Characters that fit on a line, about. */
  readonly columns: number;
}

/** null where everything is drawn at once. */
export const ScrollAreaContext = createContext<ScrollArea | null>(null);

/** Of a text that has just been mounted: nothing is known to be near. */
export const NO_AREA_YET: ScrollArea = { columns: 80, observe: () => () => undefined };

/** How far beyond its edges an area draws ahead of the scrolling, in pixels. */
const AHEAD = 900;
const CHARACTER_WIDTH = 7.8;

export function createScrollArea(root: HTMLElement): ScrollArea & { readonly close: () => void } {
  const callbacks = new Map<Element, (near: boolean, height: number) => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) callbacks.get(entry.target)?.(entry.isIntersecting, entry.boundingClientRect.height);
    },
    { root, rootMargin: `${AHEAD}px 0px` },
  );
  return {
    columns: Math.max(20, Math.floor(root.clientWidth / CHARACTER_WIDTH)),
    observe(element, onChange) {
      callbacks.set(element, onChange);
      observer.observe(element);
      return () => {
        callbacks.delete(element);
        observer.unobserve(element);
      };
    },
    close: () => observer.disconnect(),
  };
}
