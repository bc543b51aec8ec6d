/** A fresh seed of 31 bits. The only chance in the lab: from here on everything follows from the seed. */
export function newSeed(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value >>> 1;
}
