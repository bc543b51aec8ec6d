import { useEffect, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { inspection, useInspection } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { markedPositions, reflectionPositions } from '../timeline/marks.ts';
import { movedPosition, tokenOnNextLine } from './cursor-moves.ts';
import { nextIn } from './jumps.ts';

interface CursorPlace {
  readonly lane: number;
  readonly run: LaneRun;
  readonly parting: number | null;
  readonly reflectionIds: ReadonlySet<number>;
  /** Before the cursor goes somewhere. */
  readonly onMove: () => void;
}

interface CursorHandlers {
  onKeyDown(event: KeyboardEvent): void;
  onClick(event: { readonly target: EventTarget; readonly shiftKey: boolean }): void;
  onPointerMove(event: PointerEvent): void;
  onPointerLeave(): void;
}

function positionUnder(event: { readonly target: EventTarget }): number | null {
  const token = event.target instanceof Element ? event.target.closest('[data-position]') : null;
  return token instanceof HTMLElement ? Number(token.dataset['position']) : null;
}

/** Where a letter takes the cursor; small letters go on, capitals back. */
function jumpedPosition(key: string, from: number, place: CursorPlace): number | null {
  const { run, parting, reflectionIds } = place;
  const direction = key === key.toLowerCase() ? 1 : -1;
  switch (key.toLowerCase()) {
    case 'n':
      return nextIn(markedPositions(run.records, reflectionIds), from, direction);
    case 'r':
      return nextIn(reflectionPositions(run.records, reflectionIds), from, direction);
    case 'p':
      return nextIn(
        run.paragraphs.map(({ start }) => start),
        from,
        direction,
      );
    case 'd':
      return parting === null ? null : Math.min(parting, run.records.length - 1);
    default:
      return null;
  }
}

/** One cursor over all tokens of a lane: for the keyboard, the mouse and the finger. */
export function useTokenCursor(container: RefObject<HTMLElement | null>, place: CursorPlace): CursorHandlers {
  const { lane, run, onMove } = place;
  const cursor = useInspection((state) => (state.cursor?.lane === lane ? state.cursor : null));
  const takesFocus = useInspection((state) => state.takesFocus);
  const { moveTo, hoverOver, togglePin, hold } = inspection.getState();

  useEffect(() => {
    if (!cursor) return;
    const token = container.current?.querySelector<HTMLElement>(`[data-position="${cursor.position}"]`);
    // A cursor that was set elsewhere, in the timeline for instance, is brought into view but takes no focus away.
    if (takesFocus) token?.focus();
    token?.scrollIntoView({ block: 'nearest' });
  }, [container, cursor, takesFocus]);

  function boxOf(position: number): DOMRect | undefined {
    return container.current?.querySelector(`[data-position="${position}"]`)?.getBoundingClientRect();
  }

  return {
    onKeyDown(event) {
      const from = positionUnder(event);
      if (from === null || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        return togglePin({ lane, position: from });
      }
      if (event.key === 'c') return hold({ lane, position: from });
      const count = run.records.length;
      const to =
        movedPosition(event.key, from, count, (direction) => tokenOnNextLine(from, direction, count, boxOf)) ??
        jumpedPosition(event.key, from, place);
      if (to === null) return;
      event.preventDefault();
      onMove();
      moveTo({ lane, position: to });
    },
    onClick(event) {
      const position = positionUnder(event);
      // Someone who selects text to copy it does not want to pin it.
      if (position === null || getSelection()?.isCollapsed === false) return;
      if (event.shiftKey) hold(inspection.getState().cursor);
      togglePin({ lane, position });
    },
    onPointerMove(event) {
      // Text that scrolls under a resting pointer was not pointed at.
      if (event.pointerType !== 'mouse' || (event.movementX === 0 && event.movementY === 0)) return;
      const position = positionUnder(event);
      hoverOver(position === null ? null : { lane, position });
    },
    onPointerLeave: () => hoverOver(null),
  };
}
