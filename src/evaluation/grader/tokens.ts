import { normaliseCharacters } from './characters.ts';
import { MAX_LENGTH, MAX_NESTING, MAX_TOKENS, Unreadable } from './limits.ts';
import { readNumber } from './numbers.ts';
import type { Rational } from './rational.ts';

interface Place {
  /** Preceded by white space. */
  readonly spaced: boolean;
}

export type Token =
  | (Place & { readonly kind: 'number'; readonly text: string; readonly value: Rational; readonly isPlain: boolean })
  /** A run of letters; upright when it is text rather than maths. */
  | (Place & { readonly kind: 'word'; readonly text: string; readonly upright: boolean })
  | (Place & { readonly kind: 'command' | 'symbol' | 'begin' | 'end'; readonly text: string });

const DROPPED = new Set(
  'left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle limits'.split(' '),
);
const SPACES = new Set(['quad', 'qquad', 'space', 'enspace', 'thinspace']);
/** Commands that only change the type; text ones make words of letters. */
const WRAPPERS = new Set(
  'text mbox textbf textit textrm texttt textnormal emph mathrm operatorname mathsf mathbf mathit boldsymbol bm hbox'.split(
    ' ',
  ),
);
const MATHS_WRAPPERS = new Set(['mathbf', 'mathit', 'boldsymbol', 'bm']);

const ALIASES: Readonly<Record<string, string>> = {
  dfrac: 'frac',
  tfrac: 'frac',
  cfrac: 'frac',
  dbinom: 'binom',
  tbinom: 'binom',
  degree: 'circ',
  varnothing: 'emptyset',
};
const SYMBOLS: Readonly<Record<string, string>> = {
  times: '*',
  cdot: '*',
  ast: '*',
  div: '/',
  le: '<=',
  leq: '<=',
  leqslant: '<=',
  ge: '>=',
  geq: '>=',
  geqslant: '>=',
  ne: '!=',
  neq: '!=',
  lt: '<',
  gt: '>',
  in: 'in',
  approx: '~',
  pm: '±',
  mp: '∓',
  cup: '∪',
  infty: '∞',
  lbrace: '\\{',
  rbrace: '\\}',
  lvert: '|',
  rvert: '|',
  vert: '|',
  mid: '|',
  langle: '⟨',
  rangle: '⟩',
  lbrack: '[',
  rbrack: ']',
  land: 'and',
  lor: 'or',
};
const CLOSING: Readonly<Record<string, string>> = { ')': '([', ']': '([', '}': '{', '\\}': '\\{', '⟩': '⟨' };
const OPENING = new Set(['(', '[', '{', '\\{', '⟨']);
const COMMAND = /\\(?:[A-Za-z]+|[^])/y;
const ENVIRONMENT = /\s*\{([A-Za-z]+\*?)\}/y;
const WORD = /[A-Za-z]+|[\u0080-\uffff]+/y;
const SYMBOL = /<=|>=|!=|\*\*|[^]/y;

/** Takes a text apart. Brackets must balance and nest within reason. */
export class Tokeniser {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  /** Open brackets; 'text' and 'maths' stand for the brace of a command that only changes the type. */
  readonly #open: string[] = [];
  #at = 0;
  #spaced = false;

  constructor(source: string) {
    if (source.length > MAX_LENGTH) throw new Unreadable('text too long');
    this.#text = normaliseCharacters(markCurrency(source));
  }

  run(): readonly Token[] {
    while (this.#at < this.#text.length) this.#step();
    if (this.#open.length > 0) throw new Unreadable('unbalanced brackets');
    return this.#tokens;
  }

  #step(): void {
    const character = this.#text[this.#at] ?? '';
    if (character === ' ') {
      this.#spaced = true;
      this.#at += 1;
    } else if (character === '\\') this.#readCommand(this.#match(COMMAND));
    else if (/[\d.]/.test(character) && this.#readNumber()) return;
    else if (/[A-Za-z\u0080-\uffff]/.test(character)) this.#addWord(this.#match(WORD));
    else if (character === '$') this.#at += 1;
    else this.#addSymbol(this.#match(SYMBOL));
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += Math.max(found.length, 1);
    return found;
  }

  #add(token: Token): void {
    if (this.#tokens.length >= MAX_TOKENS) throw new Unreadable('too many parts');
    this.#tokens.push(token);
    this.#spaced = false;
  }

  #readNumber(): boolean {
    const inBrackets = this.#open.some((open) => OPENING.has(open) && open !== '{');
    const number = readNumber(this.#text, this.#at, inBrackets);
    if (!number) return false;
    const text = this.#text.slice(this.#at, number.end);
    this.#add({ kind: 'number', text, value: number.value, isPlain: number.isPlain, spaced: this.#spaced });
    this.#at = number.end;
    return true;
  }

  #addWord(text: string): void {
    if (/^inf(inity)?$/i.test(text)) {
      this.#addSymbol('∞');
      return;
    }
    this.#add({ kind: 'word', text, upright: this.#open.includes('text'), spaced: this.#spaced });
  }

  #readCommand(found: string): void {
    const name = found.slice(1);
    if (found === '\\\\') this.#add({ kind: 'symbol', text: '\\\\', spaced: this.#spaced });
    else if (name === '{' || name === '}') this.#addSymbol(found);
    else if (name === '%' || name === '$' || name === '&') this.#addSymbol(name);
    else if (name === '|') this.#addSymbol('|');
    else if (DROPPED.has(name)) this.#dropDelimiter(name);
    else if (SPACES.has(name)) this.#spaced = true;
    else if (WRAPPERS.has(name) && /^\s*\{/.test(this.#text.slice(this.#at, this.#at + 9))) this.#openWrapper(name);
    else if (name === 'begin' || name === 'end') this.#readEnvironment(name);
    else if (/^[()[\]]$/.test(name)) this.#spaced = true;
    else {
      const symbol = SYMBOLS[name];
      if (symbol !== undefined && Object.hasOwn(SYMBOLS, name)) this.#addSymbol(symbol);
      else
        this.#add({
          kind: 'command',
          text: Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name,
          spaced: this.#spaced,
        });
    }
  }

  /** \left. and \right. stand for no bracket at all. */
  #dropDelimiter(name: string): void {
    const rest = /^\s*\./.exec(this.#text.slice(this.#at, this.#at + 3));
    if ((name === 'left' || name === 'right') && rest) this.#at += rest[0].length;
  }

  #openWrapper(name: string): void {
    this.#at = this.#text.indexOf('{', this.#at) + 1;
    this.#push(MATHS_WRAPPERS.has(name) ? 'maths' : 'text');
  }

  #readEnvironment(kind: 'begin' | 'end'): void {
    const name = /^\s*\{([A-Za-z]+\*?)\}/.exec(this.#match(ENVIRONMENT))?.[1];
    if (name === undefined) throw new Unreadable('environment without a name');
    if (kind === 'begin') this.#push(`begin ${name}`);
    else if (this.#open.pop() !== `begin ${name}`) throw new Unreadable('unbalanced environments');
    this.#add({ kind, text: name, spaced: this.#spaced });
  }

  #push(open: string): void {
    if (this.#open.length >= MAX_NESTING) throw new Unreadable('nested too deep');
    this.#open.push(open);
  }

  #addSymbol(text: string): void {
    if (OPENING.has(text)) this.#push(text);
    const expected = CLOSING[text];
    if (expected !== undefined) {
      const open = this.#open.pop();
      if (text === '}' && (open === 'text' || open === 'maths')) {
        this.#spaced = true;
        return;
      }
      if (open === undefined || !expected.includes(open)) throw new Unreadable('unbalanced brackets');
    }
    this.#add({ kind: 'symbol', text: text === '**' ? '^' : text, spaced: this.#spaced });
  }
}

/** A single dollar sign before a number is money; pairs of them delimit maths. */
function markCurrency(text: string): string {
  const bare = text.replace(/\\[^]/g, '').split('$').length - 1;
  return bare % 2 === 1 ? text.replace(/^(\s*-?\s*)\$(?=\s*[\d.])/, '$1\\$$') : text;
}
