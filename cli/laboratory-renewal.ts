import { ProblemError, type ProblemCode } from '../src/control/errors.ts';
import { isClosing } from './shutdown.ts';

/** After so many questions a page is replaced: whatever a browser keeps of each does not add up over a long evaluation. */
const QUESTIONS_PER_PAGE = 400;
/** How often one question is asked; a run that ends every page is at fault itself. */
const ATTEMPTS = 3;

const LOSSES: ReadonlySet<ProblemCode> = new Set(['engine-failed', 'engine-disposed']);

interface Closable {
  close(): Promise<void>;
}

/** Whether a page, its worker or its browser is gone, as opposed to a question that cannot be answered. */
function isLoss(caught: unknown): boolean {
  return caught instanceof ProblemError && LOSSES.has(caught.problem.code);
}

/**
 * A page that is opened again when it is lost and, before it grows old, replaced. A run belongs to its settings and seed, so
 * that a repeated one gives what the first would have given.
 */
export class LaboratoryRenewal<Page extends Closable> {
  #page: Page | undefined;
  #asked = 0;
  readonly #open: () => Promise<Page>;
  readonly #say: (line: string) => void;

  constructor(open: () => Promise<Page>, say: (line: string) => void) {
    this.#open = open;
    this.#say = say;
  }

  async start(): Promise<void> {
    this.#page = await this.#open();
    this.#asked = 0;
  }

  async ask<T>(question: (page: Page) => Promise<T>): Promise<T> {
    if (this.#asked >= QUESTIONS_PER_PAGE) await this.#drop();
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (!this.#page) await this.start();
        if (!this.#page) throw new Error('No page was opened.');
        this.#asked += 1;
        return await question(this.#page);
      } catch (caught) {
        if (!isLoss(caught) || isClosing() || attempt === ATTEMPTS) throw caught;
        this.#say(`${(caught as ProblemError).message} Opening another page; the run is repeated.`);
        await this.#drop();
      }
    }
  }

  async #drop(): Promise<void> {
    const page = this.#page;
    this.#page = undefined;
    await page?.close();
  }
}
