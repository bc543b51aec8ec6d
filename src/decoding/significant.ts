const DIGITS = 6;
const LEAST = 10 ** (DIGITS - 1);
const LIMIT = 10 ** DIGITS;
/** Where the next digit decides nearly equally, only exact decimal arithmetic rounds right. */
const TIE = 1e-6;

/** 10^n, exactly. */
const POWERS = Float64Array.from({ length: 16 }, (_, n) => 10 ** n);

/** A number as the trace holds it: 6 significant digits, so that nothing can be computed from digits that are not kept. */
export function significant(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value + 0; // -0 becomes 0
  const magnitude = Math.abs(value);
  // A logarithm that is off by its last bit only leads to the way by text.
  const decimals = DIGITS - 1 - Math.floor(Math.log10(magnitude));
  const power = POWERS[decimals] ?? Number.NaN;
  const scaled = magnitude * power;
  const rounded = Math.round(scaled);
  const isPlain = rounded >= LEAST && rounded < LIMIT;
  // The quotient of two exact numbers is the number nearest to those digits, as reading them from text would give.
  if (isPlain && Math.abs(Math.abs(scaled - rounded) - 0.5) > TIE)
    return value < 0 ? -rounded / power : rounded / power;
  return Number(value.toPrecision(DIGITS));
}
