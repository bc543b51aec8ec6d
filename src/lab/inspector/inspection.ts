import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface TokenRef {
  readonly lane: number;
  readonly position: number;
}

/** Which token is looked at. Only refers to the trace; says nothing about it. */
interface Inspection {
  /** The keyboard cursor, and what a click sets. */
  readonly cursor: TokenRef | null;
  readonly hover: TokenRef | null;
  /** The inspector stays on the cursor whatever the pointer is over. */
  readonly pinned: boolean;
  /** Whether the keyboard goes where the cursor went, or the text is only brought into view. */
  readonly takesFocus: boolean;
  /** Kept to be compared with the one that is looked at. */
  readonly held: TokenRef | null;
  readonly hold: (held: TokenRef | null) => void;
  readonly moveTo: (cursor: TokenRef) => void;
  readonly hoverOver: (hover: TokenRef | null) => void;
  readonly pin: (cursor: TokenRef) => void;
  readonly togglePin: (cursor: TokenRef) => void;
  readonly unpin: () => void;
  /** Unpins, and takes the keyboard back to the token. */
  readonly leave: () => void;
  readonly clear: () => void;
}

function sameToken(a: TokenRef | null, b: TokenRef | null): boolean {
  return a?.lane === b?.lane && a?.position === b?.position;
}

export const inspection = createStore<Inspection>()((set, get) => ({
  cursor: null,
  hover: null,
  pinned: false,
  takesFocus: false,
  held: null,
  hold: (held) => set({ held }),
  moveTo: (cursor) => set({ cursor, hover: null, takesFocus: true }),
  hoverOver(hover) {
    if (!sameToken(get().hover, hover)) set({ hover });
  },
  pin: (cursor) => set({ cursor, pinned: true, hover: null, takesFocus: false }),
  togglePin(cursor) {
    const { cursor: current, pinned } = get();
    set({ cursor, pinned: !(pinned && sameToken(current, cursor)), hover: null, takesFocus: true });
  },
  unpin: () => set({ pinned: false }),
  leave() {
    const { cursor } = get();
    // Another object for the same token: the text goes to it again.
    set({ pinned: false, cursor: cursor && { ...cursor }, takesFocus: true });
  },
  clear: () => set({ cursor: null, hover: null, pinned: false, held: null }),
}));

export function useInspection<T>(selector: (state: Inspection) => T): T {
  return useStore(inspection, selector);
}

/** The token the inspector shows: pinned, under the pointer, under the cursor, or else the one offered. */
export function inspectedToken(
  { cursor, hover, pinned }: Pick<Inspection, 'cursor' | 'hover' | 'pinned'>,
  otherwise: TokenRef | null,
): TokenRef | null {
  return pinned ? cursor : (hover ?? cursor ?? otherwise);
}
