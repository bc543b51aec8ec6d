import type { SettingSpec } from '../../control/strategy.ts';

type NumericSpec = Extract<SettingSpec, { kind: 'number' | 'integer' }>;

export const SLIDER_STEPS = 200;

/** A range over several powers of ten is dragged on a logarithmic scale. */
function isWide({ min, max }: NumericSpec): boolean {
  return min > 0 && max / min >= 1000;
}

/** Where a value stands on the slider, from 0 to SLIDER_STEPS. */
export function sliderPosition(spec: NumericSpec, value: number): number {
  const held = Math.min(Math.max(value, spec.min), spec.max);
  const share = isWide(spec)
    ? Math.log(held / spec.min) / Math.log(spec.max / spec.min)
    : (held - spec.min) / (spec.max - spec.min);
  return Math.round(share * SLIDER_STEPS);
}

/** The value of a slider position, on the spec's steps and as a field shows it. */
export function sliderValue(spec: NumericSpec, position: number): string {
  const share = position / SLIDER_STEPS;
  const raw = isWide(spec) ? spec.min * (spec.max / spec.min) ** share : spec.min + share * (spec.max - spec.min);
  const stepped = spec.min + Math.round((raw - spec.min) / spec.step) * spec.step;
  const held = Math.min(Math.max(stepped, spec.min), spec.max);
  return String(Number(held.toFixed(6)));
}
