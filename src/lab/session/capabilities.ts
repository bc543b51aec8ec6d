import type { Capability, StrategyDefinition } from '../../control/strategy.ts';
import type { LabState } from './lab-state.ts';

const NEEDS: Readonly<Record<Capability, string>> = {
  bias: 'biases on the logits',
  entropy: 'the entropy of every token',
  force: 'text to be put in',
  rewind: 'tokens to be taken back',
  probe: 'continuations on the side',
  hidden: 'hidden states',
};

/** Of an engine that lacks nothing. */
export const EVERY_CAPABILITY = Object.keys(NEEDS) as readonly Capability[];

/** What the loaded engine can do, or null while none is loaded. */
export function capabilitiesOf({ model }: Pick<LabState, 'model'>): readonly Capability[] | null {
  return model.kind === 'ready' ? model.model.engine.capabilities : null;
}

/** Why a strategy cannot run on the loaded model, or null when it can or nothing is loaded yet. */
export function lackOf(
  { needs }: Pick<StrategyDefinition, 'needs'>,
  capabilities: readonly Capability[] | null,
): string | null {
  const missing = capabilities ? needs.filter((need) => !capabilities.includes(need)) : [];
  if (missing.length === 0) return null;
  return `needs ${missing.map((need) => NEEDS[need]).join(' and ')}, which this model does not give on this engine`;
}
