import { LogitsProcessor, type PreTrainedTokenizer, type Tensor } from '@huggingface/transformers';
import { ProblemError } from '../control/errors.ts';
import { tokenizerFrom } from '../text/tokenizer.ts';
import { checkControl } from './check-control.ts';
import type { ControlOptions } from './control-options.ts';
import { HookedRun } from './hooked-run.ts';
import { writeChoice } from './write-choice.ts';

export type { ControlOptions, InterventionReport, TokenReport } from './control-options.ts';

export interface TransformersControlOptions extends ControlOptions {
  readonly tokenizer: PreTrainedTokenizer;
}

/**
 * A transformers.js `LogitsProcessor` that runs a stack of strategies, for `generate({ logits_processor })` with one
 * sequence. transformers.js divides by the temperature before it calls processors, where `do_sample` is true: give the
 * same `temperature` here, and biases are divided by it too, which is the published effect. With `do_sample: false`
 * leave it out. With `sampling` use `do_sample: false`.
 */
export class ControlledLogitsProcessor extends LogitsProcessor {
  /** Why a strategy cannot act on this model with these settings, one sentence each. */
  readonly warnings: readonly string[];
  readonly #run: HookedRun;
  readonly #decode: (ids: readonly number[]) => string;
  /** What the host has multiplied the logits with. */
  readonly #scale: number;
  #ids: readonly bigint[] = [];

  /** Throws a `ProblemError`: `setting-invalid`, `strategy-unknown` or `strategy-unsupported`. */
  constructor(options: TransformersControlOptions) {
    super();
    const tokenizer = readHostTokenizer(options.tokenizer);
    const control = checkControl(options, tokenizer);
    this.#scale = control.sampling ? 1 : 1 / scalableTemperature(control.temperature);
    this.#decode = (ids) => tokenizer.decode(ids);
    this.#run = new HookedRun(control);
    this.warnings = control.warnings;
  }

  override _call(inputIds: bigint[][], logits: Tensor): Tensor {
    const [ids] = inputIds;
    if (!ids || inputIds.length > 1) {
      throw new ProblemError(
        'setting-invalid',
        `generate() runs ${inputIds.length} sequences at once, but a strategy follows one.`,
        'Generate one sequence at a time, without beams.',
      );
    }
    this.#follow(ids);
    const data = logits.data as Float32Array; // transformers.js hands out 32-bit floats, whatever the model computes in
    const raw = this.#scale === 1 ? data : data.map((value) => value / this.#scale);
    writeChoice(data, this.#run.next(raw), this.#scale);
    return logits;
  }

  /** Ids that do not go on from those of the call before begin a new output. */
  #follow(ids: readonly bigint[]): void {
    const known = this.#ids;
    const last = ids.at(-1);
    const goesOn = ids.length === known.length + 1 && known.length > 0 && known.every((id, at) => id === ids[at]);
    if (goesOn && last !== undefined) this.#run.accept(Number(last));
    else this.#run.begin(this.#decode(ids.map(Number)));
    this.#ids = [...ids];
  }
}

function readHostTokenizer(tokenizer: PreTrainedTokenizer): ReturnType<typeof tokenizerFrom> {
  return tokenizerFrom({
    vocabulary: tokenizer.get_vocab(),
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }),
    decode: (ids) => tokenizer.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
  });
}

function scalableTemperature(temperature: number): number {
  if (temperature > 0) return temperature;
  throw new ProblemError(
    'setting-invalid',
    'temperature is 0, at which transformers.js takes the likeliest token and divides by nothing.',
    'Leave `temperature` out and call generate() with do_sample: false.',
  );
}
