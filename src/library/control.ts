/**
 * The strategies by themselves: pure functions of the past and the present distribution, for a decoding loop of your own.
 */
export { STRATEGIES, findStrategy } from '../control/strategies/index.ts';
export { checkStack, type StackedStrategy } from '../control/stack.ts';
export { checkSettings } from '../control/settings.ts';
export { ProblemError, type Problem, type ProblemCode } from '../control/errors.ts';
export { describeDistribution, applyEdits, type Logits } from '../control/statistics.ts';
export { sampleLogits, type Draw } from '../control/sampler.ts';
export { checkSampling, type SamplingSettings } from '../control/sampling-settings.ts';
export { uniform } from '../control/random.ts';
export { findWords, REFLECTION_WORDS } from '../control/reflection-vocabulary.ts';
export type { Distribution, DistributionStatistics, SparseEdits } from '../control/distribution.ts';
export type { Intervention } from '../control/intervention.ts';
export type {
  Capability,
  Past,
  PastToken,
  Phase,
  Probe,
  ProbeRequest,
  RunContext,
  SampledToken,
  Settings,
  Strategy,
  StrategyDefinition,
  Tools,
} from '../control/strategy.ts';
export type { ModelFacts, SettingValue, Vocabulary } from '../control/vocabulary.ts';
