import { attempt } from './attempt.ts';
import { extractBoxed } from './boxed.ts';
import { parseExpression } from './expression.ts';
import { splitTokens } from './layout.ts';
import {
  addRationals,
  divideRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  printRational,
  rational,
  type Rational,
} from './rational.ts';
import { NotMaths, type Node } from './syntax.ts';
import { Tokeniser, type Token } from './tokens.ts';
import type { Grade } from './verdict.ts';

export interface Countdown {
  readonly numbers: readonly number[];
  readonly target: number;
}

/** Works out an expression of + - * / over numbers, striking each number it uses off the list. */
function work(node: Node, left: Rational[]): Rational {
  switch (node.kind) {
    case 'number':
      return strike(node.value, left);
    case 'negate': {
      const { inner } = node;
      const negative = inner.kind === 'number' ? negateRational(inner.value) : undefined;
      // -3 may be a given number; otherwise a sign turns the value around, which subtraction could as well.
      if (negative && left.some((number) => equalRationals(number, negative))) return strike(negative, left);
      return negateRational(work(inner, left));
    }
    case 'operation': {
      const [a, b] = [work(node.left, left), work(node.right, left)];
      switch (node.operator) {
        case '+':
          return addRationals(a, b);
        case '-':
          return addRationals(a, negateRational(b));
        case '*':
          return multiplyRationals(a, b);
        case '/':
          return divideRationals(a, b);
        default:
          throw new NotMaths('powers are not allowed');
      }
    }
    default:
      throw new NotMaths('only numbers and + - * / are allowed');
  }
}

function strike(value: Rational, left: Rational[]): Rational {
  const at = left.findIndex((number) => equalRationals(number, value));
  if (at < 0) throw new NotMaths('a number that was not given, or too often');
  left.splice(at, 1);
  return value;
}

function parseSide(tokens: readonly Token[]): Node {
  const [node, other] = parseExpression(tokens);
  // \frac makes of "2\frac{1}{3}" a mixed number, which would hide an addition.
  const isMixed = tokens.some(
    (token, index) =>
      token.kind === 'number' && (tokens[index + 1]?.text === 'frac' || tokens[index + 1]?.kind === 'number'),
  );
  if (!node || other || isMixed) throw new NotMaths('not one expression');
  return node;
}

/** The number that a side states by itself, or undefined. */
function statedBy(side: Node): Rational | undefined {
  if (side.kind === 'negate' && side.inner.kind === 'number') return negateRational(side.inner.value);
  return side.kind === 'number' ? side.value : undefined;
}

function workWhole(node: Node, numbers: readonly number[]): Rational {
  const left = numbers.map((number) => rational(BigInt(number)));
  const value = work(node, left);
  if (left.length > 0) throw new NotMaths('a number was not used');
  return value;
}

/** The value of the expression, using each number exactly once; what stands on the other side of "=" has to be the target. */
function evaluateAnswer(answer: string, { numbers, target }: Countdown): Rational {
  const tokens = new Tokeniser(answer).run();
  const trimmed = tokens.at(-1)?.text === '.' ? tokens.slice(0, -1) : tokens;
  const { parts } = splitTokens(trimmed, (token) => token.kind === 'symbol' && token.text === '=');
  const [first, second, more] = parts.map(parseSide);
  if (!first || more) throw new NotMaths('not one expression');
  if (!second) return workWhole(first, numbers);
  // "24 = 2*3*4" as well as "2*3*4 = 24".
  const [expression, result] = statedBy(second) ? [first, second] : [second, first];
  const stated = statedBy(result);
  if (!stated || !equalRationals(stated, rational(BigInt(target))))
    throw new NotMaths('another result than the target is stated');
  return workWhole(expression, numbers);
}

function isPlayable({ numbers, target }: Countdown): boolean {
  return numbers.length > 0 && [...numbers, target].every((number) => Number.isSafeInteger(number));
}

/** The value of an expression that uses each given number once; undefined when it does not, or cannot be read. */
export function countdownValue(expression: string, problem: Countdown): Rational | undefined {
  return isPlayable(problem) ? attempt(() => evaluateAnswer(expression, problem)) : undefined;
}

/** Grades an expression, boxed or bare, that has to reach the target with each given number used once. */
export function gradeCountdown(answer: string | null, problem: Countdown): Grade {
  const expression = answer?.includes('\\boxed') ? extractBoxed(answer) : answer?.trim() || null;
  const playable = isPlayable(problem);
  const value = expression === null ? undefined : countdownValue(expression, problem);
  const graded = {
    answer: expression,
    parsedAnswer: value ? printRational(value) : null,
    parsedGold: String(problem.target),
  };
  if (!playable) return { ...graded, verdict: 'unscored', parsedGold: null };
  if (expression === null) return { ...graded, verdict: 'no answer' };
  const isReached = value !== undefined && equalRationals(value, rational(BigInt(problem.target)));
  return { ...graded, verdict: isReached ? 'correct' : 'wrong' };
}
