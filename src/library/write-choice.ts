import type { Choice } from './hooked-run.ts';

/**
 * Far below any logit, and still finite after a division by the smallest temperature that is used: infinities are not
 * safe in every shader that comes after a hook.
 */
const BANNED = -1e9;

/**
 * Writes a choice over the logits, [vocabulary with padding]. `scale` is what the host has already multiplied the logits
 * with: biases are given before temperature. A single token is written as 0 among banned ones, so that every sampler
 * takes it.
 */
export function writeChoice(logits: Float32Array, choice: Choice, scale = 1): void {
  if ('token' in choice) {
    logits.fill(BANNED);
    logits[choice.token] = 0;
    return;
  }
  for (const [id, value] of choice.edits) {
    logits[id] = value === -Infinity ? BANNED : (logits[id] ?? BANNED) + value * scale;
  }
}
