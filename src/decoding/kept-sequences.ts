import type { EngineInfo, OpenOptions, Sequence } from '../engines/engine.ts';

/** A sequence whose run has ended. */
interface Kept {
  readonly sequence: Sequence;
  /** What it holds, prompt first. */
  readonly ids: readonly number[];
  readonly options: Required<OpenOptions>;
  readonly bytes: number;
}

/** For all of them together: two lanes of 1,000 tokens of a model of 1.7B parameters. */
const MOST_BYTES = 256 * 1024 * 1024;
/** As many as there are lanes. */
const MOST = 4;

/** Of the cache of a sequence; on a GPU it is as large as the context from the start. Infinity where nobody knows. */
function bytesOf({ length }: Sequence, { cacheBytesPerToken, contextLength, device }: EngineInfo): number {
  if (cacheBytesPerToken === undefined) return Infinity;
  return cacheBytesPerToken * (device === 'webgpu' ? contextLength : length);
}

function beginsWith(ids: readonly number[], wanted: readonly number[]): boolean {
  return ids.length >= wanted.length && wanted.every((id, at) => ids[at] === id);
}

function suits(has: Required<OpenOptions>, needs: Required<OpenOptions>): boolean {
  return (has.hidden || !needs.hidden) && (needs.candidates === 0 || has.candidates === needs.candidates);
}

/**
 * The caches of runs that have ended, as far as memory allows, so that a run that branches off goes on in one of them
 * instead of computing the shared beginning again. A cache is used once: what it held behind the branch is lost, and the
 * branch, when it ends, leaves the shared beginning for the next one.
 */
export class KeptSequences {
  #kept: readonly Kept[] = [];

  /** Takes over a sequence that nobody uses any more. `ids`: what it begins with. */
  keep(sequence: Sequence, ids: readonly number[], options: Required<OpenOptions>, info: EngineInfo): void {
    const held = ids.slice(0, sequence.length);
    this.#kept = [{ sequence, ids: held, options, bytes: bytesOf(sequence, info) }, ...this.#kept];
    let bytes = 0;
    this.#kept = this.#kept.filter((each, place) => {
      bytes += each.bytes;
      const stays = place < MOST && bytes <= MOST_BYTES;
      if (!stays) each.sequence.dispose();
      return stays;
    });
  }

  /** A sequence that holds `ids` and nothing else, or null; whoever takes it disposes of it. */
  async take(ids: readonly number[], needs: Required<OpenOptions>): Promise<Sequence | null> {
    const found = this.#kept.find((each) => suits(each.options, needs) && beginsWith(each.ids, ids));
    if (!found) return null;
    this.#kept = this.#kept.filter((each) => each !== found);
    try {
      await found.sequence.rewind(ids.length);
      return found.sequence;
    } catch (caught) {
      found.sequence.dispose();
      throw caught;
    }
  }

  clear(): void {
    for (const { sequence } of this.#kept) sequence.dispose();
    this.#kept = [];
  }
}
