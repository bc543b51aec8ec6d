/** The protobuf wire format, as far as writing ONNX files needs it: https://protobuf.dev/programming-guides/encoding */

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return [...bytes, low];
    bytes.push(low | 128);
  }
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A field of wire type 0. Negative integers are written as 64 bits, as protobuf has them. */
export function integerField(number: number, value: number | bigint): Uint8Array {
  return Uint8Array.from([...varint(number * 8), ...varint(value)]);
}

/** What comes before the `length` bytes of a field of wire type 2. */
export function fieldHeader(number: number, length: number): Uint8Array {
  return Uint8Array.from([...varint(number * 8 + 2), ...varint(length)]);
}

/** A field of wire type 2: bytes, a text or a message. */
export function bytesField(number: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return joinBytes([fieldHeader(number, bytes.length), bytes]);
}

/** A field of wire type 5: one float32. */
export function floatField(number: number, value: number): Uint8Array {
  return joinBytes([Uint8Array.from(varint(number * 8 + 5)), new Uint8Array(Float32Array.of(value).buffer)]);
}
