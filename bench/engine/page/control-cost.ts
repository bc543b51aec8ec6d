import { SAMPLING_DEFAULTS } from '../../../src/control/sampling-settings.ts';
import { hashText, uniform } from '../../../src/control/random.ts';
import { fastPass } from '../../../src/control/fast-pass.ts';
import { describePass } from '../../../src/control/statistics.ts';
import { checkStack } from '../../../src/control/stack.ts';
import type { DecodeInput } from '../../../src/decoding/decode.ts';
import { drawToken } from '../../../src/decoding/draw-token.ts';
import type { Model } from '../../../src/decoding/model.ts';
import { Moments } from '../../../src/decoding/moments.ts';
import { Output } from '../../../src/decoding/output.ts';
import { renderChat } from '../../../src/text/chat.ts';
import type { Engine, Sequence } from '../../../src/engines/engine.ts';
import { median } from '../../median.ts';
import type { BlockRequest, BlockResult, ServedModel } from './contender.ts';

/** The clock of a page ticks every 5 microseconds, which is what one strategy takes. */
const REPEATS = 20;
/** Of which the median counts: a shared machine interrupts some. */
const BATCHES = 5;

function refuse(): never {
  throw new Error('Only strategies that bias logits can be measured so.');
}

/** A sequence whose next token is always the same: distributions come from one pass over `logits`, as an engine keeps it. */
function standingSequence(logits: Float32Array, temperature: number): Sequence {
  const pass = fastPass(logits, temperature);
  return {
    length: 1,
    distribution: async (edits) => describePass(logits, pass, edits, undefined, fastPass),
    logits: async () => logits,
    append: refuse,
    rewind: refuse,
    aside: refuse,
    correct: refuse,
    hiddenStates: refuse,
    dispose: () => undefined,
  };
}

function inputFor(model: Model, { prompt, promptIds, sampling }: ServedModel, request: BlockRequest): DecodeInput {
  const { engine, tokenizer, config, facts } = model;
  const stack = checkStack(
    [{ id: request.task.replace('control ', ''), settings: request.settings }],
    [...engine.info.capabilities],
  );
  const all = { ...SAMPLING_DEFAULTS, ...sampling };
  return {
    sequence: standingSequence(new Float32Array(1), 1),
    tokenizer,
    projection: () => engine.projection(),
    prompt: renderChat(config, [{ role: 'user', content: prompt }]),
    promptIds,
    resumed: [],
    thinking: facts.thinking,
    stopIds: facts.stopIds,
    strategies: stack.map(({ definition, settings }) => ({
      id: definition.id,
      strategy: definition.create(settings, facts, {
        uniform: (position) => uniform(all.seed, 'strategy', position, hashText(definition.id)),
      }),
    })),
    sampling: all,
    maxTokens: facts.contextLength,
    contextLength: facts.contextLength,
  };
}

/** Milliseconds of everything between the forward pass and the record, for this position. */
async function timeControl(input: DecodeInput, output: Output): Promise<number> {
  const batches: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const started = performance.now();
    for (let repeat = 0; repeat < REPEATS; repeat += 1) await drawToken(input, output, new Moments());
    batches.push((performance.now() - started) / REPEATS);
  }
  return median(batches);
}

/**
 * What a strategy's own path costs at every position of a plain run: its moments, the composition of its edits, their
 * effect on the statistics, and the longer record, less what plain decoding does there. `times` are shares of the whole
 * token's time; the stages have both in milliseconds.
 */
export async function measureControl(model: Model, served: ServedModel, request: BlockRequest): Promise<BlockResult> {
  const controlled = inputFor(model, served, request);
  const plain = inputFor(model, served, { ...request, task: 'control plain', settings: {} });
  const output = new Output(model.tokenizer, model.facts.thinking, plain.prompt);
  const engine: Engine = model.engine;
  const sequence = engine.open();
  const shares: number[] = [];
  const times = { control: [] as number[], token: [] as number[] };
  let begun = 0;
  let next = served.promptIds;
  try {
    for (let token = 0; token <= request.tokens; token += 1) {
      const started = performance.now();
      await sequence.append(next);
      const drawn = await drawToken({ ...plain, sequence }, output, new Moments());
      const whole = performance.now() - started;
      if (!drawn) break;
      const standing = standingSequence(await sequence.logits(), plain.sampling.temperature);
      const without = await timeControl({ ...plain, sequence: standing }, output);
      const own = (await timeControl({ ...controlled, sequence: standing }, output)) - without;
      output.push({ ...drawn, source: 'sampled', ends: false, interventions: [], probes: [] });
      next = [drawn.id];
      if (token === 0) {
        begun = performance.now(); // the prompt, and warming up
        continue;
      }
      shares.push(own / whole);
      times.control.push(own);
      times.token.push(whole);
    }
  } finally {
    sequence.dispose();
  }
  return {
    times: shares,
    elapsedMilliseconds: performance.now() - begun,
    readBackBytes: 0,
    millisecondsByStage: { control: median(times.control), token: median(times.token) },
  };
}
