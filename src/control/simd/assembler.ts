/**
 * As much of an assembler for WebAssembly with 128-bit vectors as the kernels beside it need. Instructions are functions
 * of their operands' code, so that code reads as expressions; a module is the bytes of one memory and some functions.
 * Source: WebAssembly core specification 2.0, "Binary Format".
 */
export type Code = readonly (number | Code)[];

type ValueType = 'i32' | 'f32' | 'f64' | 'v128';
const TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** LEB128, as the format writes integers. */
function unsigned(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low | 0x80, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

const bytesOf = (values: Float32Array): number[] => [...new Uint8Array(values.buffer)];
const flatten = (code: Code): number[] => code.flat(Infinity as 1) as number[];

type Instruction = (...operands: Code[]) => Code;
const scalar =
  (opcode: number): Instruction =>
  (...operands) => [operands, opcode];
const vector =
  (opcode: number): Instruction =>
  (...operands) => [operands, 0xfd, unsigned(opcode)];

/** Memory is read and written at an address plus `offset` bytes; 0 for the alignment promises nothing. */
const load =
  (opcode: Code) =>
  (address: Code, offset = 0): Code => [address, opcode, 0, unsigned(offset)];
const store =
  (opcode: Code) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, 0, unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  load: load([0x28]),
  store: store([0x36]),
  add: scalar(0x6a),
  sub: scalar(0x6b),
  and: scalar(0x71),
  shl: scalar(0x74),
  shr: scalar(0x76),
  /** 1 when the first is below the second, both without sign: addresses. */
  below: scalar(0x49),
  /** 1 when the first is at least the second, both with sign. */
  atLeast: scalar(0x4e),
  /** The place of the lowest bit that is set. */
  trailingZeros: scalar(0x68),
};

export const f32 = { load: load([0x2a]), store: store([0x38]) };
export const f64 = { store: store([0x39]), add: scalar(0xa0) };

export const v128 = {
  load: load([0xfd, 0]),
  store: store([0xfd, 11]),
  /** 1 when any bit is set. */
  anyTrue: vector(0x53),
};

export const i32x4 = {
  extractLane: (from: Code, lane: number): Code => [vector(0x1b)(from), lane],
  /** The sign of each lane as one bit: which lanes of a comparison hold. */
  bitmask: vector(0xa4),
  shl: vector(0xab),
  add: vector(0xae),
  sub: vector(0xb1),
};

export const f32x4 = {
  const: (value: number): Code => [0xfd, 12, bytesOf(Float32Array.of(value, value, value, value))],
  splat: vector(0x13),
  /** Comparisons give lanes of ones, which are -1 as integers, or of zeros. */
  above: vector(0x44),
  atLeast: vector(0x46),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  /** The larger of two; the first where they cannot be compared. */
  larger: vector(0xeb),
};

export const f64x2 = {
  add: vector(0xf0),
  /** The two lower lanes of four floats. */
  promoteLow: vector(0x5f),
  promoteHigh: (from: Code): Code => {
    const bytes = Array.from({ length: 16 }, (_, place) => 8 + (place % 8));
    return f64x2.promoteLow([from, from, 0xfd, 13, bytes]);
  },
  extractLane: (from: Code, lane: number): Code => [vector(0x21)(from), lane],
};

/** A local variable of a function, or one of its parameters. Zero at first. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

const localAt = (place: number): Local => ({
  get: [0x20, unsigned(place)],
  set: (value) => [value, 0x21, unsigned(place)],
});

/** Runs `body` for as long as `condition` is not 0. */
export const loopWhile = (condition: Code, ...body: Code[]): Code => {
  const [loop, ifTrue, none, branch, outerLoop, end] = [0x03, 0x04, 0x40, 0x0c, 1, 0x0b];
  return [loop, none, condition, ifTrue, none, body, branch, outerLoop, end, end];
};

export const when = (condition: Code, ...body: Code[]): Code => [condition, 0x04, 0x40, body, 0x0b];

export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** `write` gives the code; it is given a maker of locals and the parameters. */
export function defineFunction<P extends readonly ValueType[]>(
  name: string,
  parameters: P,
  result: ValueType | undefined,
  write: (local: (type: ValueType) => Local, ...parameters: { [K in keyof P]: Local }) => Code,
): WasmFunction {
  const locals: ValueType[] = [];
  const makeLocal = (type: ValueType): Local => localAt(parameters.length + locals.push(type) - 1);
  const given = parameters.map((_, place) => localAt(place)) as { [K in keyof P]: Local }; // one for each
  const body = write(makeLocal, ...given);
  return { name, parameters, result, locals, body };
}

const sized = (content: number[]): number[] => [...unsigned(content.length), ...content];
const section = (id: number, entries: readonly Code[]): number[] => [
  id,
  ...sized(flatten([unsigned(entries.length), entries])),
];
const nameOf = (text: string): number[] => sized([...new TextEncoder().encode(text)]);
const typesOf = (types: readonly ValueType[]): number[] => sized(types.map((type) => TYPES[type]));

/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module that exports its functions and `memory`, which has no limit of its own. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, result }): Code => [
    0x60,
    typesOf(parameters),
    typesOf(result ? [result] : []),
  ]);
  const bodies = functions.map(({ locals, body }): Code => {
    const declared = locals.map((type): Code => [1, TYPES[type]]);
    return sized(flatten([unsigned(locals.length), declared, body, 0x0b]));
  });
  return Uint8Array.from([
    ...HEADER,
    ...section(1, types),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [nameOf('memory'), 2, 0],
      ...functions.map(({ name }, index): Code => [nameOf(name), 0, unsigned(index)]),
    ]),
    ...section(10, bodies),
  ]);
}
