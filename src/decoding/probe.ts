import type { Distribution } from '../control/distribution.ts';
import { sampleToken } from '../control/sampler.ts';
import type { ProbeRequest } from '../control/strategy.ts';
import type { Sequence } from '../engines/engine.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { significant } from './significant.ts';
import type { RecordedProbe } from './trace.ts';

/** Most tokens of one probe: its draws are numbered from 32 times the position it was made at. */
const LONGEST_PROBE = 32;

const LISTED = 5;

export interface ProbeInput {
  readonly sequence: Sequence;
  readonly tokenizer: Tokenizer;
  readonly stopIds: ReadonlySet<number>;
  readonly contextLength: number;
  readonly seed: number;
  /** Position of the token the probe is made before. */
  readonly position: number;
}

/** Continues `sequence` on the side after `request.prompt` and leaves it exactly as it was. */
export function runProbe(input: ProbeInput, strategy: string, request: ProbeRequest): Promise<RecordedProbe> {
  const { tokenizer, stopIds, contextLength, seed, position } = input;
  const sampling = { temperature: request.temperature, topP: request.topP, topK: 0, minP: 0, seed };
  const promptIds = tokenizer.encode(request.prompt);
  return input.sequence.aside(async (side) => {
    const tokens: RecordedProbe['tokens'] = [];
    let text = '';
    const room = contextLength - side.length - promptIds.length;
    const most = Math.min(request.maxTokens, LONGEST_PROBE, room);
    if (most > 0) await side.append(promptIds);
    while (tokens.length < most) {
      const distribution = await side.distribution(new Map(), { temperature: sampling.temperature });
      const draw = { position: position * LONGEST_PROBE + tokens.length, stream: 'probe' } as const;
      const { final, vocabularySize } = distribution;
      const id = await sampleToken(final, vocabularySize, sampling, draw, () => side.logits());
      const logit = await logitOf(side, distribution, id);
      tokens.push(describeToken(distribution, id, logit, tokenizer.textOf(id)));
      text += tokenizer.textOf(id);
      if (stopIds.has(id) || request.stop?.some((stop) => text.includes(stop))) break;
      if (tokens.length < most) await side.append([id]);
    }
    const cost = tokens.length === 0 ? 0 : promptIds.length + tokens.length;
    const values = Object.entries(request.measure(tokens)).map(([name, value]) => [name, significant(value)]);
    return { strategy, prompt: request.prompt, tokens, cost, values: Object.fromEntries(values) };
  });
}

async function logitOf(side: Sequence, { base }: Distribution, id: number): Promise<number> {
  const rank = base.top.ids.indexOf(id);
  return (rank >= 0 ? base.top.logits[rank] : (await side.logits())[id]) ?? -Infinity;
}

function describeToken(
  { base }: Distribution,
  id: number,
  logit: number,
  text: string,
): RecordedProbe['tokens'][number] {
  const logprob = significant(logit - base.logSumExp);
  const listed = base.top.logits.slice(0, LISTED).map((value) => significant(value - base.logSumExp));
  if (!base.top.ids.slice(0, LISTED).includes(id)) listed.push(logprob);
  return { id, text, logprob, entropy: significant(base.entropy), listed };
}
