import type { Quotient } from './quotient.ts';
import type { Node } from './syntax.ts';

/** A number or an expression, with what stood around it. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly node: Node;
  readonly exact: Quotient;
  /** In its own spelling: "cm^2", "dollar". */
  readonly unit?: string | undefined;
  readonly isPercent: boolean;
  /** The subscript of 52_8. */
  readonly base?: bigint | undefined;
}

/** What an answer says. */
export type Value =
  | Scalar
  | { readonly kind: 'infinity'; readonly isNegative: boolean }
  /** Points, vectors and intervals: the brackets tell them apart, and (1, 2) may be either. */
  | { readonly kind: 'tuple'; readonly open: string; readonly close: string; readonly items: readonly Value[] }
  | { readonly kind: 'set' | 'list' | 'union'; readonly items: readonly Value[] }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly Value[])[] }
  /** "x = 5", "f(x) = 2x", "x in [0, 1]". `left` is there when the name is a variable that can be calculated with. */
  | { readonly kind: 'named'; readonly name: string; readonly value: Value; readonly left?: Scalar | undefined }
  | { readonly kind: 'equation'; readonly sides: readonly Value[] }
  /** Greater than 0, or at least 0. */
  | { readonly kind: 'order'; readonly isStrict: boolean; readonly difference: Scalar }
  | { readonly kind: 'text'; readonly text: string };
