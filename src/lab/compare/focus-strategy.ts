import { laneLetter } from '../session/lane-setup.ts';

/** Of the field in which a strategy is chosen. */
export function strategyFieldId(lane: number, place: number): string {
  return `strategy-${laneLetter(lane)}-${place + 1}`;
}

/** Puts the focus on that field, so that it is not lost with a button that has gone. */
export function focusStrategy(lane: number, place: number): void {
  document.getElementById(strategyFieldId(lane, place))?.focus();
}
