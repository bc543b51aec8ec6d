import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { bringOthers, registerArea, setTop, visibleRange, wasSetHere } from './lane-scroll.ts';
import { createScrollArea, NO_AREA_YET, type ScrollArea } from './scroll-area.ts';
import { viewOptions } from './view-options.ts';
import { showVisible } from './visible-tokens.ts';

/** Below this many tokens a text is drawn whole, so that a search in the page and a selection find all of it. */
const DRAWN_WHOLE = 1500;
/** From the end, in pixels: who is this near follows new tokens. */
const NEAR_END = 96;

interface Scrolled {
  readonly lane: number;
  /** Tokens. */
  readonly length: number;
  readonly running: boolean;
  /** Up to which token this lane is the same as another. */
  readonly sharedWith: (other: number) => number;
}

/** The scrolling of one lane's text: what is near, whether it follows the end, and which lanes come along. */
export function useScrollArea(
  ref: RefObject<HTMLElement | null>,
  { lane, length, running, sharedWith }: Scrolled,
): ScrollArea | null {
  const [area, setArea] = useState<ScrollArea | null>(null);
  const following = useRef(true);
  const shared = useRef(sharedWith);
  useEffect(() => {
    shared.current = sharedWith;
  }, [sharedWith]);

  const whole = length <= DRAWN_WHOLE;
  useEffect(() => {
    const element = ref.current;
    if (whole || !element) {
      setArea(null);
      return () => undefined;
    }
    const created = createScrollArea(element);
    setArea(created);
    return created.close;
  }, [ref, whole]);

  useEffect(() => {
    const element = ref.current;
    if (!element) return () => undefined;
    let frame = 0;
    const report = (): void => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        showVisible(lane, visibleRange(element));
      });
    };
    const onScroll = (): void => {
      // What was put somewhere from here says nothing of what the visitor wants: tokens may have come since.
      if (!wasSetHere(element)) {
        following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
        if (viewOptions.getState().linked) bringOthers(lane, (other) => shared.current(other));
      }
      report();
    };
    const unregister = registerArea(lane, element);
    const resized = new ResizeObserver(report);
    resized.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      unregister();
      resized.disconnect();
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', onScroll);
    };
  }, [ref, lane]);

  useLayoutEffect(() => {
    if (running && length > 0 && following.current && ref.current) setTop(ref.current, ref.current.scrollHeight);
  }, [ref, running, length]);

  return whole ? null : (area ?? NO_AREA_YET);
}
