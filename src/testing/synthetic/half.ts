const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The 16 bits of the nearest IEEE half; too large becomes infinite, subnormals round to zero. */
function halfBits(value: number): number {
  float[0] = value;
  const from = bits[0] ?? 0;
  const sign = (from >>> 16) & 0x8000;
  const exponent = ((from >>> 23) & 255) - 112;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent <= 0) return sign;
  const mantissa = from & 0x7fffff;
  const rounded = ((exponent << 10) | (mantissa >>> 13)) + (((mantissa >>> 12) & 1) === 1 ? 1 : 0);
  return sign | rounded;
}

/** Little endian, as tensors are stored. */
export function toHalf(values: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Uint16Array.from(values, halfBits).buffer);
}
