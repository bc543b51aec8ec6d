const DIGITS = 6;
/** Where the next digit decides nearly equally, only exact decimal arithmetic rounds right. */
const TIE = 1e-6;

/** 10^n, exactly. */
const POWERS = Float64Array.from({ length: 16 }, (_, n) => 10 ** n);

/** A number as the trace holds it: 6 significant digits, so that nothing can be computed from digits that are not kept. */
export function significant(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value + 0; // -0 becomes 0
  const magnitude = Math.abs(value);
  let decimals = DIGITS - 1;
  for (let at = magnitude; at >= 10 && decimals > 0; at /= 10) decimals -= 1;
  for (let at = magnitude; at < 1 && decimals < POWERS.length - 1; at *= 10) decimals += 1;
  const power = POWERS[decimals] ?? 1;
  const scaled = magnitude * power;
  const rounded = Math.round(scaled);
  const isPlain = rounded >= 10 ** (DIGITS - 1) && rounded < 10 ** DIGITS;
  // The quotient of two exact numbers is the number nearest to those digits, as reading them from text would give.
  if (isPlain && Math.abs(Math.abs(scaled - rounded) - 0.5) > TIE) return Math.sign(value) * (rounded / power);
  return Number(value.toPrecision(DIGITS));
}
