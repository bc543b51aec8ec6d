import { flushSync } from 'react-dom';

/**
 * What has come near the view of any lane and is not drawn yet. A jump brings a dozen pieces of text near at once; drawn
 * together they would hold the page up for longer than a person fails to notice.
 */
const waiting = new Map<Element, { readonly distance: number; readonly draw: () => void }>();
let frame = 0;

/** Milliseconds of one frame that go into new text; about as long again goes into its layout. */
const BUDGET = 8;

function takeNearest(): (() => void) | null {
  const [nearest] = [...waiting].toSorted(([, a], [, b]) => a.distance - b.distance);
  if (!nearest) return null;
  waiting.delete(nearest[0]);
  return nearest[1].draw;
}

function drawSome(): void {
  frame = 0;
  const started = performance.now();
  do {
    const draw = takeNearest();
    if (draw) flushSync(draw);
  } while (waiting.size > 0 && performance.now() - started < BUDGET);
  schedule();
}

function schedule(): void {
  if (waiting.size > 0) frame ||= requestAnimationFrame(drawSome);
}

/** Draws when its turn comes: within a frame what fits into it, the nearest to the view (`distance`, in pixels) first. */
export function drawWhenFree(element: Element, distance: number, draw: () => void): void {
  waiting.set(element, { distance, draw });
  schedule();
}

/** It has left again before its turn came. */
export function drawNoMore(element: Element): void {
  waiting.delete(element);
}
