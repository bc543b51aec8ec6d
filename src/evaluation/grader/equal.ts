import { approximatelyEqual } from './approximate.ts';
import type { Effort } from './limits.ts';
import {
  addQuotients,
  atomsOf,
  equalQuotients,
  negateQuotient,
  ratioOfQuotients,
  rationalOfQuotient,
  type Quotient,
} from './quotient.ts';
import { absolute, divideRationals, equalRationals, ONE, rational } from './rational.ts';
import type { Scalar, Value } from './value.ts';

/** Forms between which exact arithmetic cannot decide: nested roots, function values, numbers not taken apart. */
function isUndecided({ exact }: Scalar): boolean {
  return atomsOf(exact).some(
    (atom) => atom.kind === 'root' || ((atom.kind === 'opaque' || atom.kind === 'prime') && !atom.proven),
  );
}

function equalAmounts(gold: Scalar, answer: Scalar, effort: Effort): boolean {
  if (equalQuotients(gold.exact, answer.exact, effort)) return true;
  if (!isUndecided(gold) && !isUndecided(answer)) return false;
  effort.spend(2000);
  return approximatelyEqual(gold.node, answer.node);
}

/**
 * 50% is 0.5. Where only one side has the sign it may also have been left out: 50% and 50. Not so up to 1, where 0.5 reads as
 * the fraction it is.
 */
function equalPercentages(gold: Scalar, answer: Scalar, effort: Effort): boolean {
  const [signed, plain] = gold.isPercent ? [gold, answer] : [answer, gold];
  const percentage = rationalOfQuotient(signed.exact);
  const number = rationalOfQuotient(plain.exact);
  if (!percentage || !number) return equalAmounts(gold, answer, effort);
  if (equalRationals(divideRationals(percentage, rational(100n)), number)) return true;
  return absolute(number.top) > number.bottom && equalRationals(percentage, number);
}

/** The letter of a choice may be written small. */
function isSameLetter({ node: a }: Scalar, { node: b }: Scalar): boolean {
  return a.kind === 'symbol' && b.kind === 'symbol' && a.name.toLowerCase() === b.name.toLowerCase();
}

/** Units may be left out, but not be different ones. A base may be left out of the answer alone. */
function equalScalars(gold: Scalar, answer: Scalar, effort: Effort): boolean {
  if (gold.unit !== undefined && answer.unit !== undefined && gold.unit !== answer.unit) return false;
  if (answer.base !== undefined && answer.base !== gold.base) return false;
  if (gold.isPercent !== answer.isPercent) return equalPercentages(gold, answer, effort);
  return isSameLetter(gold, answer) || equalAmounts(gold, answer, effort);
}

function equalSequences(gold: readonly Value[], answer: readonly Value[], effort: Effort): boolean {
  return (
    gold.length === answer.length &&
    gold.every((item, index) => {
      const other = answer[index];
      return other !== undefined && equalValues(item, other, effort);
    })
  );
}

function equalMultisets(gold: readonly Value[], answer: readonly Value[], effort: Effort): boolean {
  if (gold.length !== answer.length) return false;
  const left = [...answer];
  return gold.every((item) => {
    const found = left.findIndex((other) => equalValues(item, other, effort));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}

function equalSets(gold: readonly Value[], answer: readonly Value[], effort: Effort): boolean {
  return (
    gold.every((item) => answer.some((other) => equalValues(item, other, effort))) &&
    answer.every((other) => gold.some((item) => equalValues(item, other, effort)))
  );
}

function countNames(items: readonly Value[]): number {
  return new Set(items.flatMap((item) => (item.kind === 'named' ? [item.name] : []))).size;
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' || value.kind === 'set' ? value.items : [value];
}

function equalCollections(gold: Value, answer: Value, effort: Effort): boolean {
  const [expected, given] = [itemsOf(gold), itemsOf(answer)];
  // "x = 1, y = 2" says more than "1, 2", and might say the opposite.
  const [some, other] = [countNames(expected), countNames(given)];
  if (some !== other && Math.max(some, other) > 1) return false;
  if (gold.kind === 'set' && answer.kind === 'set') return equalSets(expected, given, effort);
  return equalMultisets(expected, given, effort);
}

/** Left side less right side. */
function differenceOf(value: Value, effort: Effort): Quotient | undefined {
  const [left, right, more] =
    value.kind === 'equation' ? value.sides : value.kind === 'named' && value.left ? [value.left, value.value] : [];
  if (left?.kind !== 'scalar' || right?.kind !== 'scalar' || more) return undefined;
  return addQuotients(left.exact, negateQuotient(right.exact), effort);
}

/** Equations with the same solutions because one is a multiple of the other. */
function equalEquations(gold: Value, answer: Value, effort: Effort): boolean {
  const [expected, given] = [differenceOf(gold, effort), differenceOf(answer, effort)];
  return expected !== undefined && given !== undefined && ratioOfQuotients(expected, given, effort) !== undefined;
}

function isRelation(value: Value): value is Extract<Value, { kind: 'named' | 'equation' }> {
  return value.kind === 'named' || value.kind === 'equation';
}

/** m + n: a sum of variables and nothing else, which an answer may name before its value. */
function isSumOfVariables({ exact: { top, bottom } }: Scalar): boolean {
  const terms = [...top.values()];
  const isVariable = terms.every(
    ({ coefficient, factors }) =>
      equalRationals(coefficient, ONE) &&
      factors.length === 1 &&
      factors.every(({ atom }) => atom.kind === 'symbol' && !isConstantName(atom.key)),
  );
  return terms.length > 1 && isVariable && bottom.size === 1;
}

function isConstantName(name: string): boolean {
  return name === 'pi' || name === 'e';
}

/** "3 · 4 = 12" and "m + n = 12" against 12. */
function chainGives(sides: readonly Value[], value: Value, effort: Effort): boolean {
  const [first, ...others] = sides;
  const isNamed =
    first?.kind === 'scalar' &&
    isSumOfVariables(first) &&
    value.kind === 'scalar' &&
    atomsOf(value.exact).every(({ kind, key }) => kind !== 'symbol' || isConstantName(key));
  return (isNamed ? others : sides).every((side) => side.kind === 'scalar' && equalValues(value, side, effort));
}

function equalRelations(gold: Value, answer: Value, effort: Effort): boolean {
  if (isRelation(gold) && isRelation(answer)) {
    if (gold.kind === 'named' && answer.kind === 'named' && gold.name === answer.name)
      return equalValues(gold.value, answer.value, effort);
    if (equalEquations(gold, answer, effort)) return true;
    // "x = 12" against "3 · 4 = 12": the name may be missing, the chain must hold.
    return gold.kind === 'named' && answer.kind === 'equation' && equalValues(gold.value, answer, effort);
  }
  if (answer.kind === 'named') return equalValues(gold, answer.value, effort);
  if (gold.kind === 'named') return equalValues(gold.value, answer, effort);
  return answer.kind === 'equation' && gold.kind === 'scalar' && chainGives(answer.sides, gold, effort);
}

/** Whether an answer says the same as the known one. */
export function equalValues(gold: Value, answer: Value, effort: Effort): boolean {
  effort.spend(1);
  if (isRelation(gold) || isRelation(answer)) return equalRelations(gold, answer, effort);
  if (gold.kind === 'scalar' && answer.kind === 'scalar') return equalScalars(gold, answer, effort);
  if (gold.kind === 'list' || gold.kind === 'set' || answer.kind === 'list' || answer.kind === 'set')
    return equalCollections(gold, answer, effort);
  if (gold.kind === 'union' && answer.kind === 'union') return equalSets(gold.items, answer.items, effort);
  if (gold.kind === 'tuple' && answer.kind === 'tuple')
    return gold.open === answer.open && gold.close === answer.close && equalSequences(gold.items, answer.items, effort);
  if (gold.kind === 'matrix' && answer.kind === 'matrix')
    return (
      gold.rows.length === answer.rows.length &&
      gold.rows.every((row, index) => equalSequences(row, answer.rows[index] ?? [], effort))
    );
  if (gold.kind === 'order' && answer.kind === 'order') {
    const ratio = ratioOfQuotients(gold.difference.exact, answer.difference.exact, effort);
    return gold.isStrict === answer.isStrict && ratio !== undefined && ratio.top > 0n;
  }
  if (gold.kind === 'infinity' && answer.kind === 'infinity') return gold.isNegative === answer.isNegative;
  return gold.kind === 'text' && answer.kind === 'text' && gold.text === answer.text;
}
