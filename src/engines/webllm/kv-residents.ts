import { LIVE, type KvFunctions } from './kv-functions.ts';

/** Tokens of one page of the cache; the library has no other size. */
const PAGE = 16;

interface Parked {
  /** Its sequence number in the cache. */
  readonly slot: number;
  readonly ids: readonly number[];
}

/** What the cache must still be fed so that it holds a text. */
export interface Missing {
  /** The cache holds so many of its first tokens. */
  readonly held: number;
  /** Whether the cache must first be emptied. */
  readonly clear: boolean;
}

/**
 * Which texts the cache holds. The library feeds one sequence alone, so others are parked in copies of it and brought back
 * when their turn comes. Without functions for that the cache is emptied and the text is prefilled again.
 */
export class KvResidents {
  readonly #functions: KvFunctions | undefined;
  readonly #pages: number;
  /** Tokens of the live sequence, and whose they are. */
  #ids: number[] = [];
  #owner: object | undefined;
  readonly #parked = new Map<object, Parked>();
  #nextSlot = LIVE + 1;
  #lost = false;

  constructor(functions: KvFunctions | undefined, contextLength: number) {
    this.#functions = functions;
    this.#pages = Math.ceil(contextLength / PAGE) + 1;
  }

  /**
   * Makes the live sequence a prefix of `ids`, as long as can be but of at most `most` tokens, and `owner` its owner. Room
   * for all of `ids` is made by dropping parked texts.
   */
  prepare(owner: object, ids: readonly number[], most: number): Missing {
    if (this.#lost) return this.#startOver(owner);
    const functions = this.#functions;
    if (functions && owner !== this.#owner) this.#change(functions, owner);
    this.#owner = owner;
    const held = Math.min(commonLength(this.#ids, ids), most);
    const surplus = this.#ids.length - held;
    if (surplus > 0 && !functions) return this.#startOver(owner);
    if (functions && surplus > 0) {
      if (held === 0) functions.restart();
      else functions.pop(surplus);
    }
    this.#ids.length = held;
    this.#makeRoom(ids.length);
    return { held, clear: false };
  }

  #startOver(owner: object): Missing {
    this.#ids = [];
    this.#parked.clear();
    this.#owner = owner;
    this.#lost = false;
    return { held: 0, clear: true };
  }

  /** The live sequence has been fed these. */
  fed(ids: readonly number[]): void {
    this.#ids.push(...ids);
  }

  /** A step failed: nobody knows what the cache holds. */
  lose(): void {
    this.#lost = true;
  }

  /** A text that is needed no more. The live one stays until another is fed, which may begin alike. */
  forget(owner: object): void {
    this.#drop(owner);
    if (this.#owner === owner) this.#owner = undefined;
  }

  #change(functions: KvFunctions, owner: object): void {
    const parked = this.#parked.get(owner);
    if (this.#owner && this.#ids.length > 0 && this.#fits(this.#ids.length)) {
      const slot = this.#nextSlot;
      this.#nextSlot += 1;
      functions.fork(LIVE, slot);
      this.#parked.set(this.#owner, { slot, ids: [...this.#ids] });
    }
    if (!parked) return;
    // The live number is the only one that is fed: the copy takes it over.
    functions.remove(LIVE);
    functions.fork(parked.slot, LIVE);
    functions.remove(parked.slot);
    this.#parked.delete(owner);
    this.#ids = [...parked.ids];
  }

  #drop(owner: object): void {
    const parked = this.#parked.get(owner);
    if (!parked) return;
    if (!this.#lost) this.#functions?.remove(parked.slot);
    this.#parked.delete(owner);
  }

  /** Drops parked texts, longest parked first, until `tokens` fit beside the rest. */
  #makeRoom(tokens: number): void {
    for (const owner of this.#parked.keys()) {
      if (pagesOf(tokens) + this.#parkedPages() <= this.#pages) return;
      this.#drop(owner);
    }
  }

  /** Whether a copy of a text fits beside everything there is. Full pages are shared, but not counted so. */
  #fits(tokens: number): boolean {
    return 2 * pagesOf(tokens) + this.#parkedPages() <= this.#pages;
  }

  #parkedPages(): number {
    let pages = 0;
    for (const { ids } of this.#parked.values()) pages += pagesOf(ids.length);
    return pages;
  }
}

/** With one to spare where it is not the only text. */
const pagesOf = (tokens: number): number => Math.ceil(tokens / PAGE) + 1;

function commonLength(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}
