import { findWords, REFLECTION_WORDS } from '../control/reflection-vocabulary.ts';
import type { ModelFacts } from '../control/vocabulary.ts';
import type { Engine } from '../engines/engine.ts';
import type { ModelConfig } from '../text/model-config.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

/** A model ready to decode: engine, text side, and the facts strategies are built from. */
export interface Model {
  readonly id: string;
  readonly engine: Engine;
  readonly tokenizer: Tokenizer;
  readonly config: ModelConfig;
  readonly facts: ModelFacts;
  /** Ids that count as reflection tokens: every one-token form of the reflection words. */
  readonly reflectionIds: readonly number[];
}

export function describeModel(
  id: string,
  engine: Engine,
  tokenizer: Tokenizer,
  config: ModelConfig,
  entry: Pick<ModelFacts, 'thinking' | 'suggested' | 'highestEntropy'>,
): Model {
  const { contextLength } = engine.info;
  const { thinking, suggested, highestEntropy } = entry;
  const { stopIds } = config;
  const facts = { vocabulary: tokenizer, contextLength, stopIds, thinking, suggested, highestEntropy };
  return { id, engine, tokenizer, config, facts, reflectionIds: findWords(tokenizer, REFLECTION_WORDS).tokens };
}
