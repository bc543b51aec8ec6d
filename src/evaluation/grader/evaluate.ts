import { applyFunction } from './functions.ts';
import { choose } from './integers.ts';
import { Unreadable, type Effort } from './limits.ts';
import { raiseQuotient } from './power.ts';
import {
  addQuotients,
  divideQuotients,
  multiplyQuotients,
  negateQuotient,
  ofAtom,
  ofRational,
  rationalOfQuotient,
  type Quotient,
} from './quotient.ts';
import { rational } from './rational.ts';
import { IMAGINARY } from './sum.ts';
import type { Node, Operator } from './syntax.ts';

function wholeNumber(value: Quotient): bigint {
  const number = rationalOfQuotient(value);
  if (number?.bottom !== 1n) throw new Unreadable('not a whole number');
  return number.top;
}

const OPERATIONS: Readonly<Record<Operator, (left: Quotient, right: Quotient, effort: Effort) => Quotient>> = {
  '+': addQuotients,
  '-': (left, right, effort) => addQuotients(left, negateQuotient(right), effort),
  '*': multiplyQuotients,
  '/': divideQuotients,
  '^': raiseQuotient,
};

/** Works out what was written, exactly. */
export function evaluate(node: Node, effort: Effort): Quotient {
  effort.spend(1);
  switch (node.kind) {
    case 'number':
      return ofRational(node.value);
    case 'symbol':
      return ofAtom(node.name === 'i' ? IMAGINARY : { kind: 'symbol', key: node.name });
    case 'negate':
      return negateQuotient(evaluate(node.inner, effort));
    case 'root':
      return raiseQuotient(evaluate(node.inner, effort), ofRational(rational(1n, node.order)), effort);
    case 'call':
      return applyFunction(node.name, evaluate(node.inner, effort), effort);
    case 'binomial': {
      const [total, chosen] = [evaluate(node.left, effort), evaluate(node.right, effort)];
      return ofRational(rational(choose(wholeNumber(total), wholeNumber(chosen))));
    }
    default:
      return OPERATIONS[node.operator](evaluate(node.left, effort), evaluate(node.right, effort), effort);
  }
}
