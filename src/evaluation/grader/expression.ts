import { isGreek, isProduct } from './letters.ts';
import { MAX_EXPONENT, MAX_NESTING, Unreadable } from './limits.ts';
import { compareRationals, equalRationals, ONE, rational, type Rational } from './rational.ts';
import { FUNCTION_NAMES, NotMaths, operation, type FunctionName, type Node } from './syntax.ts';
import type { Token } from './tokens.ts';

const NUMBER_180 = number(rational(180n));
const OPERATORS = new Set(['*', '/', '^', '+', '-']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function number(value: Rational): Node {
  return { kind: 'number', value };
}

function symbol(name: string): Node {
  return { kind: 'symbol', name };
}

function functionNamed(name: string): FunctionName | undefined {
  return FUNCTION_NAMES.find((known) => known === name);
}

/** Reads tokens as one expression, by recursive descent; `plus` says how ± is to be taken. */
class ExpressionParser {
  readonly #tokens: readonly Token[];
  readonly #plus: boolean;
  readonly #amongMaths: boolean;
  #at = 0;
  #depth = 0;
  /** What is left of a number of which TeX takes only the first digit: \frac12. */
  #pending: Token | undefined;

  constructor(tokens: readonly Token[], plus: boolean) {
    this.#tokens = tokens;
    this.#plus = plus;
    this.#amongMaths = tokens.some(({ kind, text }) => kind === 'number' || OPERATORS.has(text));
  }

  parse(): Node {
    const node = this.#sum();
    if (this.#peek()) throw new NotMaths('something follows the expression');
    return node;
  }

  #peek(): Token | undefined {
    return this.#pending ?? this.#tokens[this.#at];
  }

  #next(): Token {
    const token = this.#peek();
    if (!token) throw new NotMaths('the expression breaks off');
    if (this.#pending) this.#pending = undefined;
    else this.#at += 1;
    return token;
  }

  #isNext(text: string): boolean {
    const token = this.#peek();
    return token?.text === text && token.kind !== 'word';
  }

  #take(text: string): boolean {
    const found = this.#isNext(text);
    if (found) this.#next();
    return found;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new NotMaths(`${text} is missing`);
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING * 4) throw new Unreadable('nested too deep');
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #sign(): '+' | '-' | undefined {
    if (this.#take('+')) return '+';
    if (this.#take('-')) return '-';
    if (this.#take('±')) return this.#plus ? '+' : '-';
    if (this.#take('∓')) return this.#plus ? '-' : '+';
    return undefined;
  }

  #sum(): Node {
    return this.#nested(() => {
      let left = this.#product();
      for (let sign = this.#sign(); sign; sign = this.#sign()) left = operation(sign, left, this.#product());
      return left;
    });
  }

  #product(): Node {
    let left = this.#signed();
    for (;;) {
      if (this.#take('*')) left = operation('*', left, this.#signed());
      else if (this.#take('/')) left = operation('/', left, this.#signed());
      else if (this.#startsFactor()) left = operation('*', left, this.#power());
      else return left;
    }
  }

  /** "+-3" and "--3": signs in front of a factor. */
  #signed(): Node {
    let negative = false;
    for (let sign = this.#sign(); sign; sign = this.#sign()) negative = negative !== (sign === '-');
    const node = this.#power();
    return negative ? { kind: 'negate', inner: node } : node;
  }

  /** Whether the next token begins a factor that is multiplied without a sign. Two numbers in a row are none. */
  #startsFactor(): boolean {
    const token = this.#peek();
    if (!token) return false;
    if (token.kind === 'word') return true;
    if (token.kind === 'command') return token.text !== 'circ';
    return token.kind === 'symbol' && (token.text === '(' || token.text === '[' || token.text === '{');
  }

  #power(): Node {
    let node = this.#postfix();
    if (!this.#take('^')) return node;
    if (this.#take('circ')) return inDegrees(node);
    if (this.#isNext('{') && this.#tokens[this.#at + 1]?.text === 'circ' && this.#tokens[this.#at + 2]?.text === '}') {
      this.#at += 3;
      return inDegrees(node);
    }
    node = operation('^', node, this.#exponent());
    return node;
  }

  #exponent(): Node {
    return this.#nested(() => {
      if (this.#take('{')) return this.#until('}');
      const sign = this.#sign();
      const base = this.#postfix();
      const node = this.#take('^') ? operation('^', base, this.#exponent()) : base;
      return sign === '-' ? { kind: 'negate', inner: node } : node;
    });
  }

  #until(closing: string): Node {
    const node = this.#sum();
    this.#expect(closing);
    return node;
  }

  #postfix(): Node {
    let node = this.#primary();
    while (this.#take('!')) node = { kind: 'call', name: 'factorial', inner: node };
    return node;
  }

  #primary(): Node {
    return this.#nested(() => {
      const token = this.#next();
      if (token.kind === 'number') return this.#afterNumber(token.value, token.isPlain);
      if (token.kind === 'word') return this.#word(token.text, token.upright);
      if (token.kind === 'command') return this.#command(token.text);
      const closing = CLOSING[token.text];
      if (token.kind === 'symbol' && closing !== undefined) return this.#until(closing);
      if (token.kind === 'symbol' && token.text === '|') return { kind: 'call', name: 'abs', inner: this.#until('|') };
      throw new NotMaths(`unexpected ${token.text}`);
    });
  }

  /** Mixed numbers: 2\frac{1}{3} and "2 1/3", with a proper fraction of plain numbers. */
  #afterNumber(value: Rational, isPlain: boolean): Node {
    const whole = number(value);
    const [saved, savedPending] = [this.#at, this.#pending];
    if (!isPlain) return whole;
    const fraction = this.#take('frac') ? this.#plainFraction() : this.#spacedFraction();
    if (fraction) return operation('+', whole, number(fraction));
    [this.#at, this.#pending] = [saved, savedPending];
    return whole;
  }

  #plainFraction(): Rational | undefined {
    const [top, bottom] = [this.#argument(), this.#argument()];
    if (top.kind !== 'number' || bottom.kind !== 'number') return undefined;
    return properFraction(top.value, bottom.value);
  }

  #spacedFraction(): Rational | undefined {
    const top = this.#peek();
    if (top?.kind !== 'number' || !top.spaced || !top.isPlain) return undefined;
    this.#next();
    if (!this.#take('/')) return undefined;
    const bottom = this.#peek();
    if (bottom?.kind !== 'number' || !bottom.isPlain) return undefined;
    this.#next();
    return properFraction(top.value, bottom.value);
  }

  #word(text: string, upright: boolean): Node {
    if (text === 'pi') return symbol('pi');
    if (text === 'sqrt') return { kind: 'root', order: 2n, inner: this.#argument() };
    const name = functionNamed(text);
    if (name) return this.#call(name);
    if (upright ? text.length > 1 : !isProduct(text, this.#amongMaths)) throw new NotMaths(`the word ${text}`);
    const letters = Array.from(text);
    const last = letters.pop() ?? '';
    const factors = [...letters.map(symbol), this.#subscripted(last)];
    // A power after "xy" belongs to y alone.
    const final = factors.pop() ?? symbol(last);
    const raised = this.#take('^') ? operation('^', final, this.#exponent()) : final;
    return [...factors, raised].reduce((left, right) => operation('*', left, right));
  }

  #subscripted(name: string): Node {
    if (!this.#take('_')) return symbol(name);
    const tokens = [this.#next()];
    if (tokens[0]?.text === '{') {
      tokens.length = 0;
      while (!this.#isNext('}')) tokens.push(this.#next());
      this.#next();
    }
    const index = tokens.map(({ text, kind }) => (kind === 'command' ? `\\${text} ` : text)).join('');
    return symbol(index.length === 1 ? `${name}_${index}` : `${name}_{${index}}`);
  }

  #command(name: string): Node {
    switch (name) {
      case 'frac': {
        const top = this.#argument();
        return operation('/', top, this.#argument());
      }
      case 'sqrt':
        return { kind: 'root', order: this.#rootOrder(), inner: this.#argument() };
      case 'binom': {
        const left = this.#argument();
        return { kind: 'binomial', left, right: this.#argument() };
      }
      case 'pi':
        return symbol('pi');
      case 'lfloor':
        return { kind: 'call', name: 'floor', inner: this.#until('rfloor') };
      case 'lceil':
        return { kind: 'call', name: 'ceil', inner: this.#until('rceil') };
      default: {
        const known = functionNamed(name);
        if (known) return this.#call(known);
        if (isGreek(name)) return this.#subscripted(`\\${name}`);
        throw new NotMaths(`unknown command ${name}`);
      }
    }
  }

  #rootOrder(): bigint {
    if (!this.#take('[')) return 2n;
    const token = this.#next();
    this.#expect(']');
    if (token.kind !== 'number' || token.value.bottom !== 1n) throw new NotMaths('root of an order that is no number');
    if (token.value.top < 1n || token.value.top > BigInt(MAX_EXPONENT)) throw new Unreadable('root of such an order');
    return token.value.top;
  }

  /** A group in braces, or as TeX has it a single digit, letter or command. */
  #argument(): Node {
    return this.#nested(() => {
      const token = this.#next();
      if (token.text === '{' || token.text === '(') return this.#until(CLOSING[token.text] ?? '');
      if (token.kind === 'number' && token.isPlain) {
        const rest = token.text.slice(1);
        if (rest !== '') this.#pending = { ...token, text: rest, value: rational(BigInt(rest)), spaced: false };
        return number(rational(BigInt(token.text.slice(0, 1))));
      }
      if (token.kind === 'word' && token.text.length === 1) return symbol(token.text);
      if (token.kind === 'command') return this.#command(token.text);
      throw new NotMaths('argument missing');
    });
  }

  #call(name: FunctionName): Node {
    return this.#nested(() => {
      const base = name === 'log' && this.#take('_') ? this.#argument() : undefined;
      const exponent = this.#take('^') ? this.#exponent() : undefined;
      const isInverse =
        exponent?.kind === 'negate' && exponent.inner.kind === 'number' && equalRationals(exponent.inner.value, ONE);
      if (isInverse) throw new NotMaths('inverse functions are written arcsin, arccos, arctan');
      const inner = this.#functionArgument();
      const value: Node = base
        ? operation('/', { kind: 'call', name: 'ln', inner }, { kind: 'call', name: 'ln', inner: base })
        : { kind: 'call', name, inner };
      return exponent ? operation('^', value, exponent) : value;
    });
  }

  /** Brackets, or a product without signs: \sin 2x. */
  #functionArgument(): Node {
    if (this.#take('(')) return this.#until(')');
    if (this.#take('{')) return this.#until('}');
    let inner = this.#power();
    while (this.#startsFactor() && !this.#startsFunction()) inner = operation('*', inner, this.#power());
    return inner;
  }

  #startsFunction(): boolean {
    const token = this.#peek();
    return (token?.kind === 'command' || token?.kind === 'word') && functionNamed(token.text) !== undefined;
  }
}

function properFraction(top: Rational, bottom: Rational): Rational | undefined {
  const isProper = top.bottom === 1n && bottom.bottom === 1n && top.top > 0n && compareRationals(top, bottom) < 0;
  return isProper ? rational(top.top, bottom.top) : undefined;
}

function inDegrees(node: Node): Node {
  return operation('*', node, operation('/', symbol('pi'), NUMBER_180));
}

/** The expression that tokens write: one, or two where there is a ±. */
export function parseExpression(tokens: readonly Token[]): readonly Node[] {
  const upper = new ExpressionParser(tokens, true).parse();
  const isDouble = tokens.some(({ kind, text }) => kind === 'symbol' && (text === '±' || text === '∓'));
  return isDouble ? [upper, new ExpressionParser(tokens, false).parse()] : [upper];
}
