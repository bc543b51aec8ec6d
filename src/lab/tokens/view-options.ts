import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { EVENTS } from './colour-scales.ts';

/** What of the comparison is shown, and how. */
interface ViewOptions {
  /** Id of a colour scale, or `events`. */
  readonly colour: string;
  readonly whiteSpace: boolean;
  /** Lanes scroll together up to where they part. */
  readonly linked: boolean;
  /** Paragraphs that are the same as in the first lane are folded away. */
  readonly differentOnly: boolean;
  /** The figures over many seeds are in view. */
  readonly seeds: boolean;
}

export const viewOptions = createStore<ViewOptions>()(() => ({
  colour: EVENTS,
  whiteSpace: false,
  linked: true,
  differentOnly: false,
  seeds: false,
}));

export function useViewOptions<T>(selector: (state: ViewOptions) => T): T {
  return useStore(viewOptions, selector);
}
