import { expose } from 'comlink';
import type { DistributionStatistics } from '../../../src/control/distribution.ts';
import { SAMPLING_DEFAULTS } from '../../../src/control/sampling-settings.ts';
import { sampleToken } from '../../../src/control/sampler.ts';
import { fastHead } from '../../../src/control/fast-pass.ts';
import { summarise } from '../../../src/control/softmax-sums.ts';
import { HEAD_SIZE } from '../../../src/control/distribution.ts';
import type { Model } from '../../../src/decoding/model.ts';
import { prepareRun } from '../../../src/decoding/run.ts';
import { TextCollector } from '../../../src/decoding/token-texts.ts';
import type { Engine, Sequence } from '../../../src/engines/engine.ts';
import type { BlockRequest, BlockResult, Contender, ServedModel } from './contender.ts';
import { measureControl } from './control-cost.ts';
import { openServed } from './open-served.ts';
import { countReadBack } from './read-back.ts';
import { StageClock } from './stage-clock.ts';

/** Our engine: `bare`, `control STRATEGY`, or a strategy by its name. */
let model: Model;
let served: ServedModel;
const clock = new StageClock();
const readBack = countReadBack();

function timedSequence(sequence: Sequence): Sequence {
  return {
    get length() {
      return sequence.length;
    },
    append: (ids) => clock.time('model', () => sequence.append(ids)),
    distribution: (edits, options) => clock.time('statistics', () => sequence.distribution(edits, options)),
    rewind: (length) => clock.time('model', () => sequence.rewind(length)),
    aside: (task) => clock.time('probes', () => sequence.aside(task)),
    correct: (request) => clock.time('corrections', () => sequence.correct(request)),
    hiddenStates: () => sequence.hiddenStates(),
    logits: () => sequence.logits(),
    dispose: () => sequence.dispose(),
  };
}

const timedEngine = (engine: Engine): Engine => ({ ...engine, open: (options) => timedSequence(engine.open(options)) });

/** What a sampler needs and no more: the candidates and the log-sum-exp at the sampling temperature. */
function describeBare(logits: Float32Array, temperature: number): DistributionStatistics {
  const { top, sums } = fastHead(logits, HEAD_SIZE, temperature);
  const { logSumExp } = summarise(sums);
  const none = Number.NaN;
  return { logSumExp: none, entropy: none, varentropy: none, temperedLogSumExp: logSumExp, temperedEntropy: none, top };
}

async function* bareTokens(): AsyncGenerator<void> {
  const { engine, facts } = model;
  const settings = { ...SAMPLING_DEFAULTS, ...served.sampling };
  const sequence = timedSequence(engine.open());
  try {
    await sequence.append(served.promptIds);
    for (let position = 0; ; position += 1) {
      const logits = await sequence.logits();
      const draw = { position, stream: 'sample' } as const;
      const statistics = describeBare(logits, settings.temperature);
      const id = await sampleToken(statistics, facts.vocabulary.size, settings, draw, async () => logits);
      yield;
      await sequence.append([id]);
    }
  } finally {
    sequence.dispose();
  }
}

async function* strategyTokens({ task, settings, tokens }: BlockRequest): AsyncGenerator<void> {
  const sampling = { ...SAMPLING_DEFAULTS, ...served.sampling };
  const request = { prompt: served.prompt, strategies: [{ id: task, settings }], sampling, maxTokens: tokens + 2 };
  const collector = new TextCollector(model.tokenizer);
  const texts = {};
  for await (const event of prepareRun({ ...model, engine: timedEngine(model.engine) }, request).events()) {
    if (event.kind !== 'token') continue;
    collector.collect(event.record, texts);
    yield;
  }
}

async function block(request: BlockRequest): Promise<BlockResult> {
  if (request.task.startsWith('control ')) return measureControl(model, served, request);
  const times: number[] = [];
  const stream = request.task === 'bare' ? bareTokens() : strategyTokens(request);
  await stream.next(); // the prompt, and the first token
  clock.reset();
  readBack.take();
  const started = performance.now();
  let last = started;
  while (times.length < request.tokens && !(await stream.next()).done) {
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  const bytes = readBack.take();
  await stream.return(undefined);
  const copied = served.device === 'wasm' && request.task === 'bare' ? 4 * model.facts.vocabulary.size : 0;
  return {
    times,
    elapsedMilliseconds: last - started,
    readBackBytes: copied + bytes / times.length,
    millisecondsByStage: clock.means(times.length, last - started),
  };
}

const contender: Contender = {
  async load(given) {
    served = given;
    model = await openServed(given);
    return model.engine.info.description;
  },
  block,
};

expose(contender);
