/** A model of plain arithmetic: the hidden state of a position is a function of all ids up to it, and of nothing else. */

export const HIDDEN_SIZE = 16;
export const VOCABULARY = 264;
/** Logits come padded to this. */
export const PADDED_VOCABULARY = 272;

/** [PADDED_VOCABULARY, HIDDEN_SIZE] */
export const PROJECTION = Float32Array.from(
  { length: PADDED_VOCABULARY * HIDDEN_SIZE },
  (_, at) => 1.5 * Math.cos(0.37 * Math.floor(at / HIDDEN_SIZE) * ((at % HIDDEN_SIZE) + 1)),
);

export function nextState(previous: Float32Array, id: number): Float32Array {
  return previous.map((_, j) => {
    const other = previous[(j + 1) % HIDDEN_SIZE] ?? 0;
    return Math.sin(1.7 * other + 0.31 * (id + 1) * (j + 1));
  });
}

/** [PADDED_VOCABULARY] */
export function logitsOf(state: Float32Array): Float32Array {
  return Float32Array.from({ length: PADDED_VOCABULARY }, (_, id) =>
    state.reduce((sum, value, j) => sum + value * (PROJECTION[id * HIDDEN_SIZE + j] ?? 0), 0),
  );
}
