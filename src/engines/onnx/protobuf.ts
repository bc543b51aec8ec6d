/**
 * The protobuf wire format, as far as reading ONNX files needs it.
 * https://protobuf.dev/programming-guides/encoding
 */

/** One field of a message. Numbers for varints, bytes for everything with a length; fixed-size fields come as bytes. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
  /** The whole field as it lies in the message, key included. */
  readonly bytes: Uint8Array;
}

/** The fields of a message, in order. Throws RangeError on a truncated or malformed message. */
export function* readFields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at];
      if (byte === undefined || shift > 2 ** 63) throw new RangeError('The file ends inside a number.');
      at += 1;
      value += (byte & 127) * shift; // exact up to 2^53; larger values are negative integers, which no caller reads
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('The file ends inside a field.');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const read = (wire: number): number | Uint8Array => {
    if (wire === 0) return varint();
    if (wire === 1) return take(8);
    if (wire === 2) return take(varint());
    if (wire === 5) return take(4);
    throw new RangeError(`The file has a field of unknown kind ${wire}.`);
  };
  while (at < bytes.length) {
    const start = at;
    const key = varint();
    const value = read(key % 8);
    yield { number: Math.floor(key / 8), value, bytes: bytes.subarray(start, at) };
  }
}

const decoder = new TextDecoder();

/** All values of a field that holds bytes or messages. */
export function messages(bytes: Uint8Array, number: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === number && typeof field.value !== 'number') found.push(field.value);
  }
  return found;
}

export function texts(bytes: Uint8Array, number: number): string[] {
  return messages(bytes, number).map((value) => decoder.decode(value));
}

/** A repeated integer field, packed or not. */
export function integers(bytes: Uint8Array, number: number): number[] {
  const found: number[] = [];
  for (const field of readFields(bytes)) {
    if (field.number !== number) continue;
    if (typeof field.value === 'number') found.push(field.value);
    else found.push(...readPacked(field.value));
  }
  return found;
}

function readPacked(bytes: Uint8Array): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 1;
  for (const byte of bytes) {
    value += (byte & 127) * shift;
    shift *= 128;
    if (byte < 128) {
      found.push(value);
      value = 0;
      shift = 1;
    }
  }
  return found;
}
