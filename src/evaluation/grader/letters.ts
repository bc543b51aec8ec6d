/** Greek letters, as variables. `\pi` is the constant. */
const GREEK = new Set(
  `alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho varrho sigma tau upsilon
  phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell hbar`.split(/\s+/),
);

export function isGreek(command: string): boolean {
  return GREEK.has(command);
}

/**
 * Whether a run of letters may be a product of variables. "east" and "seat" must not be the same product: with a vowel, and
 * with nothing but letters around, it is a word, and so is anything long.
 */
export function isProduct(letters: string, amongMaths: boolean): boolean {
  if (letters.length === 1) return true;
  const hasVowel = /[aeiou]/i.test(letters) || (letters.length > 3 && /y/i.test(letters));
  return hasVowel ? amongMaths && letters.length <= 3 : letters.length <= 6;
}
