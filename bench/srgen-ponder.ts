import examples from '../models/ponder/examples.json' with { type: 'json' };
import { multiply, type Matrix } from '../src/control/matrix.ts';
import type { Correction, CorrectionRequest } from '../src/control/srgen/correction.ts';
import { project } from '../src/control/srgen/loss.ts';
import { describeDistribution, describeLogits } from '../src/control/statistics.ts';
import type { Model } from '../src/decoding/model.ts';
import type { Sequence } from '../src/engines/engine.ts';
import { openPonder } from '../src/testing/ponder.ts';
import { renderChat } from '../src/text/chat.ts';
import type { Figure } from './figure.ts';

const KEPT = [16, 64, 256];
const TEXTS = 8;
const MAX_TOKENS = 200;
const TEMPERATURE = 0.6;
const REQUEST = { steps: 3, learningRate: 0.01, entropyWeight: 0.05, temperature: TEMPERATURE };

interface Decoded {
  readonly ids: readonly number[];
  /** So many tokens of it make the context whose next token is the most uncertain one. */
  readonly positions: number;
}

/** Ponder's greedy answer to a problem, prompt first. */
async function decode({ engine, tokenizer, config, facts }: Model, problem: string): Promise<Decoded> {
  const ids = tokenizer.encode(renderChat(config, [{ role: 'user', content: problem }]));
  const sequence = engine.open();
  await sequence.append(ids);
  let [positions, highest] = [ids.length, 0];
  for (let token = 0; token < MAX_TOKENS; token += 1) {
    const { base } = await sequence.distribution(new Map(), { temperature: TEMPERATURE });
    if (token > 0 && base.temperedEntropy > highest) [positions, highest] = [ids.length, base.temperedEntropy];
    const [next = 0] = base.top.ids;
    if (facts.stopIds.has(next)) break;
    ids.push(next);
    await sequence.append([next]);
  }
  sequence.dispose();
  return { ids, positions };
}

async function timed(sequence: Sequence, request: CorrectionRequest): Promise<[Correction, number]> {
  const started = performance.now();
  return [await sequence.correct(request), performance.now() - started];
}

/** KL(truncated || exact) of the next token's distributions. */
function divergence(
  projection: Matrix,
  state: ArrayLike<number>,
  exact: Float64Array,
  truncated: Float64Array,
): number {
  const logits = Float32Array.from(project(projection, state, exact));
  const shift = multiply(
    projection,
    truncated.map((value, i) => value - (exact[i] ?? 0)),
  );
  return describeDistribution(logits, new Map(), 1, shift).divergence;
}

const cosine = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));

/** Corrections of Ponder at the most uncertain token of its answers, on wasm: exact beside truncated. */
export async function measureSrgenOnPonder(): Promise<readonly Figure[]> {
  const model = await openPonder();
  const { engine } = model;
  const runs = new Map<string, number[]>();
  const add = (name: string, value: number): void => void runs.set(name, [...(runs.get(name) ?? []), value]);
  for (const { problem } of examples.slice(0, TEXTS)) {
    const { ids, positions } = await decode(model, problem);
    for (const count of KEPT) {
      const sequence = engine.open({ hidden: true, candidates: count });
      await sequence.append(ids);
      const { columns, values } = await sequence.hiddenStates();
      const state = values.slice((positions - 1) * columns, positions * columns);
      // Once without the clock: the first one makes the session.
      await timed(sequence, { ...REQUEST, loss: 'exact', positions });
      const [exact, exactTime] = await timed(sequence, { ...REQUEST, loss: 'exact', positions });
      const [truncated, truncatedTime] = await timed(sequence, { ...REQUEST, loss: 'truncated', positions });
      if (count === KEPT[0]) {
        add('context, tokens', positions);
        add('entropy, nats', describeLogits(multiply(engine.projection(), state), 1).entropy);
      }
      add('exact, ms', exactTime);
      add(`truncated K = ${count}, ms`, truncatedTime);
      add(`1 - cosine of the offsets, K = ${count}`, 1 - cosine(exact.offset, truncated.offset));
      add(
        `KL(truncated || exact), nats, K = ${count}`,
        divergence(engine.projection(), state, exact.offset, truncated.offset),
      );
      sequence.dispose();
    }
  }
  await engine.dispose();
  return [...runs].map(([name, values]) => ({ name: `Ponder: ${name}`, unit: '', runs: values }));
}
