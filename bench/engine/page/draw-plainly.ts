/** A draw from the softmax of logits / temperature, as one would write it first. */
export function drawPlainly(logits: Float32Array, temperature: number, random: number): number {
  let largest = -Infinity;
  for (const logit of logits) if (logit > largest) largest = logit;
  const weights = new Float32Array(logits.length);
  let sum = 0;
  for (let id = 0; id < logits.length; id += 1) {
    const weight = Math.exp(((logits[id] ?? -Infinity) - largest) / temperature);
    weights[id] = weight;
    sum += weight;
  }
  let left = random * sum;
  for (let id = 0; id < weights.length; id += 1) {
    left -= weights[id] ?? 0;
    if (left <= 0) return id;
  }
  return logits.length - 1;
}
