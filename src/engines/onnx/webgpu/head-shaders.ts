import { VALUES_PER_WORD, type HeadWords } from './head-words.ts';

/**
 * WGSL of SRGen's exact loss over a head as it is stored. The twins, which define them, are in src/control/srgen/loss.ts:
 * `project` of LOGITS, `addErrors` of MERGE and ADD, `projectBack` of BACK and SUM.
 */
export const TILE = {
  /** Rows of the head that a workgroup of LOGITS multiplies; a thread has one. */
  rows: 64,
  /** With so many positions at once: each weight is unpacked once for all of them. */
  positions: 16,
  /** Pieces into which a tile's logits of one position are summed. */
  pieces: 4,
  /** Rows that a workgroup of BACK sums up. */
  backRows: 512,
  /** Words of a row that it reads side by side, and rows. */
  backWords: 8,
  backLanes: 16,
} as const;

/** Columns whose hidden states are in a workgroup's memory at once. */
const COLUMNS = 64;

const SHAPE = /* wgsl */ `
struct Shape {
  rows: u32,
  columns: u32,
  wordsPerRow: u32,
  /** The first position of this chunk, and how many it has. */
  first: u32,
  positions: u32,
  /** What one position's errors weigh. */
  share: f32,
}
@group(0) @binding(0) var<uniform> shape: Shape;
`;

type Unpackable = Pick<HeadWords, 'format' | 'blocks'>;

/** Lines of a shader, one for each number below `count`. */
const each = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(' ');

/** e^x; 0 for what is 0 in 32 bits. */
const WEIGHT = /* wgsl */ `
const LOWEST = -3e38;
fn exponential(x: f32) -> f32 { return select(0.0, exp(max(x, -100.0)), x > -100.0); }
`;

/** `weightsOf(row, word)`: the values in one word. Binding 1 and, of heads in blocks, the one after all others. */
function unpacking({ format, blocks }: Unpackable, lastBinding: number): string {
  const count = VALUES_PER_WORD[format];
  const values = {
    q4: (i: number) => `f32((packed >> ${4 * i}u) & 15u)`,
    q8: (i: number) => `f32((packed >> ${8 * i}u) & 255u)`,
    f16: (i: number) => `unpack2x16float(packed)[${i}]`,
    f32: () => 'bitcast<f32>(packed)',
  }[format];
  const scaled = (i: number): string => (blocks ? `${values(i)} * block.x + block.y` : values(i));
  return /* wgsl */ `
const VALUES = ${count}u;
@group(0) @binding(1) var<storage, read> words: array<u32>;
${blocks ? `@group(0) @binding(${lastBinding}) var<storage, read> blocks: array<vec2f>;` : ''}
fn weightsOf(row: u32, word: u32) -> array<f32, VALUES> {
  let packed = words[row * shape.wordsPerRow + word];
  ${blocks ? `let block = blocks[(row * shape.wordsPerRow + word) / ${blocks.words}u];` : ''}
  return array<f32, VALUES>(${Array.from({ length: count }, (_, i) => scaled(i)).join(', ')});
}
`;
}

/**
 * logits = W (hidden + offset) of a chunk, [positions, rows], and of each piece of a tile its largest logit and the sum of
 * exponentials about it, [positions, tiles * pieces].
 */
export const logitsShader = (head: Unpackable): string => /* wgsl */ `
${SHAPE}${WEIGHT}${unpacking(head, 6)}
const POSITIONS = ${TILE.positions}u;
const QUARTERS = POSITIONS / 4u;
const ROWS = ${TILE.rows}u;
const PIECES = ${TILE.pieces}u;
@group(0) @binding(2) var<storage, read> hidden: array<f32>;
@group(0) @binding(3) var<storage, read> offset: array<f32>;
@group(0) @binding(4) var<storage, read_write> logits: array<f32>;
@group(0) @binding(5) var<storage, read_write> pieces: array<vec2f>;

/** [columns, positions], four positions together. */
var<workgroup> states: array<vec4f, ${COLUMNS}u * QUARTERS>;
var<workgroup> tile: array<f32, POSITIONS * ROWS>;

/** Of a position of the chunk; 0 beyond its end. */
fn moved(position: u32, column: u32) -> f32 {
  if (position >= shape.positions || column >= shape.columns) { return 0.0; }
  return hidden[(shape.first + position) * shape.columns + column] + offset[column];
}

@compute @workgroup_size(ROWS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let row = group.x * ROWS + thread;
  let stored = min(row, shape.rows - 1u);
  let before = group.y * POSITIONS;
  // Named one by one, so that they stay in registers.
  ${each(TILE.positions / 4, (quarter) => `var sum${quarter} = vec4f();`)}
  for (var start = 0u; start < shape.columns; start += ${COLUMNS}u) {
    workgroupBarrier();
    for (var i = thread; i < ${COLUMNS}u * QUARTERS; i += ROWS) {
      let column = start + i % ${COLUMNS}u;
      let position = before + 4u * (i / ${COLUMNS}u);
      states[(i % ${COLUMNS}u) * QUARTERS + i / ${COLUMNS}u] = vec4f(
        moved(position, column),
        moved(position + 1u, column),
        moved(position + 2u, column),
        moved(position + 3u, column),
      );
    }
    workgroupBarrier();
    let firstWord = start / VALUES;
    let count = min(${COLUMNS}u / VALUES, shape.wordsPerRow - firstWord);
    for (var word = 0u; word < count; word++) {
      let values = weightsOf(stored, firstWord + word);
      let at = word * VALUES * QUARTERS;
      ${each(VALUES_PER_WORD[head.format], (value) =>
        each(
          TILE.positions / 4,
          (quarter) => `sum${quarter} += values[${value}] * states[at + ${value}u * QUARTERS + ${quarter}u];`,
        ),
      )}
    }
  }
  ${each(TILE.positions, (position) => `tile[${position}u * ROWS + thread] = sum${position >> 2}[${position & 3}];`)}
  for (var p = 0u; p < POSITIONS; p++) {
    let at = p * ROWS + thread;
    if (row >= shape.rows) { tile[at] = LOWEST; }
    else if (before + p < shape.positions) { logits[(before + p) * shape.rows + row] = tile[at]; }
  }
  workgroupBarrier();
  let position = before + thread / PIECES;
  if (position >= shape.positions) { return; }
  let at = thread * (ROWS / PIECES);
  var largest = LOWEST;
  for (var i = 0u; i < ROWS / PIECES; i++) { largest = max(largest, tile[at + i]); }
  var sum = 0.0;
  for (var i = 0u; i < ROWS / PIECES; i++) { sum += exponential(tile[at + i] - largest); }
  pieces[(position * groups.x + group.x) * PIECES + thread % PIECES] = vec2f(largest, sum);
}
`;

/** Log-sum-exp of each position of the chunk, and -ln p of what was said after it. One workgroup a position. */
export const MERGE_SHADER = /* wgsl */ `
${SHAPE}${WEIGHT}
const THREADS = 64u;
@group(0) @binding(1) var<storage, read> pieces: array<vec2f>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> said: array<u32>;
@group(0) @binding(4) var<storage, read_write> logSumExps: array<f32>;
@group(0) @binding(5) var<storage, read_write> surprises: array<f32>;
var<workgroup> parts: array<vec2f, THREADS>;

fn both(a: vec2f, b: vec2f) -> vec2f {
  let largest = max(a.x, b.x);
  return vec2f(largest, a.y * exponential(a.x - largest) + b.y * exponential(b.x - largest));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let count = ${TILE.pieces}u * ((shape.rows + ${TILE.rows - 1}u) / ${TILE.rows}u);
  var mine = vec2f(LOWEST, 0.0);
  for (var i = thread; i < count; i += THREADS) { mine = both(mine, pieces[group.x * count + i]); }
  parts[thread] = mine;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) { parts[thread] = both(parts[thread], parts[thread + half]); }
    workgroupBarrier();
  }
  if (thread > 0u) { return; }
  let logSumExp = parts[0].x + log(parts[0].y);
  logSumExps[group.x] = logSumExp;
  let position = shape.first + group.x;
  surprises[position] = logSumExp - logits[group.x * shape.rows + said[position]];
}
`;

/** weights += share * (sum over the chunk's positions of softmax(logits) - onehot(said)), [rows]. */
export const ADD_SHADER = /* wgsl */ `
${SHAPE}${WEIGHT}
const THREADS = 64u;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> said: array<u32>;
@group(0) @binding(3) var<storage, read> logSumExps: array<f32>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let id = at.x;
  if (id >= shape.rows) { return; }
  var sum = 0.0;
  for (var p = 0u; p < shape.positions; p++) {
    sum += exponential(logits[p * shape.rows + id] - logSumExps[p]);
    sum -= select(0.0, 1.0, said[shape.first + p] == id);
  }
  weights[id] += shape.share * sum;
}
`;

/** W^T weights over each tile of rows, [tiles, wordsPerRow * VALUES]. */
export const backShader = (head: Unpackable): string => /* wgsl */ `
${SHAPE}${unpacking(head, 4)}
const WORDS = ${TILE.backWords}u;
const LANES = ${TILE.backLanes}u;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> perTile: array<f32>;
var<workgroup> parts: array<f32, WORDS * LANES * VALUES>;

@compute @workgroup_size(WORDS * LANES)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let word = group.y * WORDS + thread % WORDS;
  let lane = thread / WORDS;
  ${each(VALUES_PER_WORD[head.format], (value) => `var sum${value} = 0.0;`)}
  if (word < shape.wordsPerRow) {
    let end = min(shape.rows, (group.x + 1u) * ${TILE.backRows}u);
    for (var row = group.x * ${TILE.backRows}u + lane; row < end; row += LANES) {
      let weight = weights[row];
      let values = weightsOf(row, word);
      ${each(VALUES_PER_WORD[head.format], (value) => `sum${value} += weight * values[${value}];`)}
    }
  }
  ${each(VALUES_PER_WORD[head.format], (value) => `parts[thread * VALUES + ${value}u] = sum${value};`)}
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      for (var i = 0u; i < VALUES; i++) { parts[thread * VALUES + i] += parts[(thread + half * WORDS) * VALUES + i]; }
    }
    workgroupBarrier();
  }
  if (lane == 0u && word < shape.wordsPerRow) {
    let at = (group.x * shape.wordsPerRow + word) * VALUES;
    for (var i = 0u; i < VALUES; i++) { perTile[at + i] = parts[thread * VALUES + i]; }
  }
}
`;

/** The sum over the tiles of BACK, [columns]. */
export const sumShader = ({ format }: Pick<HeadWords, 'format'>): string => /* wgsl */ `
${SHAPE}
@group(0) @binding(1) var<storage, read> perTile: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= shape.columns) { return; }
  let tiles = (shape.rows + ${TILE.backRows - 1}u) / ${TILE.backRows}u;
  var sum = 0.0;
  for (var i = 0u; i < tiles; i++) { sum += perTile[i * shape.wordsPerRow * ${VALUES_PER_WORD[format]}u + at.x]; }
  gradient[at.x] = sum;
}
`;
