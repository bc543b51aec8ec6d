import { createContext } from 'react';
import { drawWhenFree, drawNoMore } from './drawing-queue.ts';

type OnChange = (near: boolean, height: number) => void;

/**
 * Calls back as an element comes near the view or leaves it, with the height it then had; those that come near wait for
 * their turn to be drawn.
 */
export type ObserveNear = (element: Element, onChange: OnChange) => () => void;

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
const AHEAD = 700;
const CHARACTER_WIDTH = 7.8;

export function createScrollArea(root: HTMLElement): ScrollArea & { readonly close: () => void } {
  const callbacks = new Map<Element, OnChange>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect: box, rootBounds } of entries) {
        const onChange = callbacks.get(target);
        if (!isIntersecting) {
          drawNoMore(target);
          onChange?.(false, box.height);
        } else if (onChange) {
          const middle = rootBounds ? (rootBounds.top + rootBounds.bottom) / 2 : 0;
          const distance = Math.max(0, box.top - middle, middle - box.bottom);
          drawWhenFree(target, distance, () => onChange(true, box.height));
        }
      }
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
        drawNoMore(element);
        observer.unobserve(element);
      };
    },
    close: () => observer.disconnect(),
  };
}
