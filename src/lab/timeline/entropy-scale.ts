/** Largest entropy that is told apart, nats: fixed, and the same in all lanes, on the screen and in files. */
export const ENTROPY_SCALE = 3;
