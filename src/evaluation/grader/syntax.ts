import type { Rational } from './rational.ts';

export type Operator = '+' | '-' | '*' | '/' | '^';

/** What was written, before it is worked out. */
export type Node =
  | { readonly kind: 'number'; readonly value: Rational }
  /** A variable, or `pi`, `e`, `i`. */
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'negate'; readonly inner: Node }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: 'root'; readonly order: bigint; readonly inner: Node }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly inner: Node }
  | { readonly kind: 'binomial'; readonly left: Node; readonly right: Node };

export const FUNCTION_NAMES = [
  'sin',
  'cos',
  'tan',
  'cot',
  'sec',
  'csc',
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'tanh',
  'ln',
  'log',
  'exp',
  'abs',
  'floor',
  'ceil',
  'factorial',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

export function operation(operator: Operator, left: Node, right: Node): Node {
  return { kind: 'operation', operator, left, right };
}

/** What is written is no expression of ours; it may still be an answer in words. */
export class NotMaths extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotMaths';
  }
}
