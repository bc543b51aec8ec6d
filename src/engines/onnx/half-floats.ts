/** Values of 16-bit tensors: numbers where the platform has Float16Array, their bits elsewhere. */
export type HalfValues = Uint16Array | ArrayLike<number>;

function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** IEEE 754 binary16 as float32, exactly. */
export function halfToFloat(values: HalfValues): Float32Array {
  return values instanceof Uint16Array ? Float32Array.from(values, decodeHalf) : Float32Array.from(values);
}
