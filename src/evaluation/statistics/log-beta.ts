/**
 * ln B(a, b) = ln G(a) + ln G(b) - ln G(a + b), G the gamma function.
 *
 * The plain difference of three log-gammas loses digits when an argument is large, so large arguments go through the
 * remainder of Stirling's series instead (the arrangement of SLATEC's DLBETA).
 */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** From here on eight terms of Stirling's series are exact to double precision. */
const LARGE = 15;

/** B(2j) / (2j (2j - 1)), B the Bernoulli numbers; Abramowitz and Stegun 6.1.40. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400] as const;

/** ln G(x) - ((x - 1/2) ln x - x + ln(2 pi)/2), for x >= LARGE. */
function stirlingRemainder(x: number): number {
  let sum = 0;
  for (let term = STIRLING.length - 1; term >= 0; term -= 1) sum = sum / (x * x) + (STIRLING[term] ?? 0);
  return sum / x;
}

/** ln G(x) for x > 0: Stirling's series, after moving a small x up by G(x + 1) = x G(x). */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < LARGE) {
    product *= shifted;
    shifted += 1;
  }
  const series = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingRemainder(shifted);
  return series - Math.log(product);
}

export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < LARGE) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const remainders = stirlingRemainder(large) - stirlingRemainder(small + large);
  const share = small / (small + large);
  if (small < LARGE) {
    return logGamma(small) + remainders + small - small * Math.log(small + large) + (large - 0.5) * Math.log1p(-share);
  }
  return (
    -0.5 * Math.log(large) +
    HALF_LOG_TWO_PI +
    stirlingRemainder(small) +
    remainders +
    (small - 0.5) * Math.log(share) +
    large * Math.log1p(-share)
  );
}
