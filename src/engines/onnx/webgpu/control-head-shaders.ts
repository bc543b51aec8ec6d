/**
 * WGSL of the control head. Its twin, which defines it, is src/control/statistics.ts.
 *
 * Logits are read as bits: WGSL may assume that infinities do not occur, and -Infinity bans a token. Their order is that
 * of `keyOf`, an unsigned integer that rises with the logit; key 0 stands for a token that cannot be drawn. Every list of
 * candidates is kept in the order of ids, so that among equal keys the first is the one with the lower id.
 */

/** Candidates that are kept of every distribution. */
const KEPT = 64;
const THREADS = 256;
/** Logits of one workgroup of the first pass. */
const CHUNK = 2048;

export const SHAPE = {
  kept: KEPT,
  threads: THREADS,
  chunk: CHUNK,
  /** Words of a `Sums`. */
  sumsWords: 12,
  /** Words of one side's result: sums, the keys of its candidates, their ids. */
  resultWords: 12 + 2 * KEPT,
} as const;

const COMMON = /* wgsl */ `
const KEPT = ${KEPT}u;
const THREADS = ${THREADS}u;
const CHUNK = ${CHUNK}u;
const BANNED = 0xff800000u; // the bits of -Infinity
const LEAST_EXPONENT = -100.0; // e to the power of less is 0 in 32 bits

struct Parameters { count: u32, chunks: u32, inverseTemperature: f32, edits: u32 }

/** Sums over a softmax about its largest logit, as in src/control/softmax-sums.ts. */
struct Sums {
  plain: vec4f,    // sums of w, w d, w d d, and w times what the edits added
  tempered: vec4f, // sums of w, w d; the sum of logits; how many are banned
  largest: u32,    // key of the largest logit; 0 where all are banned
}

fn keyOf(bits: u32) -> u32 {
  if (bits == BANNED) { return 0u; }
  let number = select(bits, 0u, bits == 0x80000000u); // -0 is 0
  return select(number | 0x80000000u, ~number, (number >> 31u) == 1u);
}

fn logitOf(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, (key >> 31u) == 1u));
}
`;

/** A workgroup's largest `KEPT` of `keyAt(0 .. count - 1)`, by radix select: eight bits of the key at a time. */
const SELECT = /* wgsl */ `
var<workgroup> bins: array<atomic<u32>, 256>;
var<workgroup> binsOfGroup: array<u32, 16>;
var<workgroup> found: vec2u;
var<workgroup> spans: array<u32, THREADS>;
var<workgroup> spansOfGroup: array<u32, 16>;

/** The key of rank KEPT, and how many of the keys equal to it belong to the first KEPT. */
fn lastKept(thread: u32, count: u32) -> vec2u {
  var prefix = 0u;
  var mask = 0u;
  var wanted = KEPT;
  for (var round = 0u; round < 4u; round++) {
    let shift = 24u - 8u * round;
    atomicStore(&bins[thread], 0u);
    workgroupBarrier();
    for (var i = thread; i < count; i += THREADS) {
      let key = keyAt(i);
      if ((key & mask) == prefix) { atomicAdd(&bins[(key >> shift) & 255u], 1u); }
    }
    workgroupBarrier();
    if (thread < 16u) {
      var sum = 0u;
      for (var i = 0u; i < 16u; i++) { sum += atomicLoad(&bins[16u * thread + i]); }
      binsOfGroup[thread] = sum;
    }
    workgroupBarrier();
    if (thread == 0u) {
      var left = wanted;
      var group = 15u;
      while (group > 0u && binsOfGroup[group] < left) { left -= binsOfGroup[group]; group--; }
      var bin = 16u * group + 15u;
      while (bin > 16u * group && atomicLoad(&bins[bin]) < left) { left -= atomicLoad(&bins[bin]); bin--; }
      found = vec2u(bin, left);
    }
    let pick = workgroupUniformLoad(&found);
    prefix |= pick.x << shift;
    mask |= 255u << shift;
    wanted = pick.y;
  }
  return vec2u(prefix, wanted);
}

/** Calls keep(i, slot) for the first KEPT, slots in the order of i. \`count\` is at least KEPT. */
fn keepLargest(thread: u32, count: u32) {
  let last = lastKept(thread, count);
  let each = (count + THREADS - 1u) / THREADS;
  let start = min(count, thread * each);
  let end = min(count, start + each);
  // How many keys of a span are above the last one (high half) and equal to it (low half).
  var mine = 0u;
  for (var i = start; i < end; i++) {
    let key = keyAt(i);
    mine += select(0u, 0x10000u, key > last.x) + select(0u, 1u, key == last.x);
  }
  spans[thread] = mine;
  workgroupBarrier();
  if (thread < 16u) {
    var sum = 0u;
    for (var i = 0u; i < 16u; i++) { sum += spans[16u * thread + i]; }
    spansOfGroup[thread] = sum;
  }
  workgroupBarrier();
  var before = 0u;
  for (var group = 0u; group < thread / 16u; group++) { before += spansOfGroup[group]; }
  for (var other = 16u * (thread / 16u); other < thread; other++) { before += spans[other]; }
  var above = before >> 16u;
  var equal = before & 0xffffu;
  for (var i = start; i < end; i++) {
    let key = keyAt(i);
    if (key > last.x) {
      keep(i, above + min(equal, last.y));
      above++;
    } else if (key == last.x) {
      if (equal < last.y) { keep(i, above + equal); }
      equal++;
    }
  }
}
`;

const REDUCE = /* wgsl */ `
var<workgroup> largestKey: atomic<u32>;
var<workgroup> parts: array<vec4f, THREADS>;

/** The sum over the threads, for thread 0. */
fn sumOver(thread: u32, value: vec4f) -> vec4f {
  workgroupBarrier();
  parts[thread] = value;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) { parts[thread] += parts[thread + half]; }
    workgroupBarrier();
  }
  return parts[0];
}
`;

/** edited = logits + shift, one number per logit. */
export const SHIFT_SHADER = /* wgsl */ `
${COMMON}
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> logits: array<u32>;
@group(0) @binding(2) var<storage, read> shift: array<f32>;
@group(0) @binding(3) var<storage, read_write> edited: array<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) at: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var id = at.x; id < parameters.count; id += groups.x * THREADS) {
    let bits = logits[id];
    edited[id] = select(bitcast<u32>(bitcast<f32>(bits) + shift[id]), BANNED, bits == BANNED);
  }
}
`;

/** Adds the sparse edits, (id, bits of the number) each; no id comes twice. */
export const EDIT_SHADER = /* wgsl */ `
${COMMON}
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> edits: array<vec2u>;
@group(0) @binding(2) var<storage, read_write> edited: array<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var i = thread; i < parameters.edits; i += THREADS) {
    let edit = edits[i];
    if (edit.x >= parameters.count) { continue; }
    let bits = edited[edit.x];
    let sum = bitcast<u32>(bitcast<f32>(bits) + bitcast<f32>(edit.y));
    edited[edit.x] = select(sum, BANNED, bits == BANNED || edit.y == BANNED);
  }
}
`;

/** The sums and the candidates of every chunk; y of the workgroup: 0 before, 1 after the edits. */
export const CHUNK_SHADER = /* wgsl */ `
${COMMON}
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> logits: array<u32>;
@group(0) @binding(2) var<storage, read> edited: array<u32>;
@group(0) @binding(3) var<storage, read_write> candidates: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> sums: array<Sums>;

var<private> isEdited: bool;
var<private> firstId: u32;
var<private> firstSlot: u32;

fn keyAt(i: u32) -> u32 {
  let id = firstId + i;
  if (id >= parameters.count) { return 0u; }
  if (isEdited) { return keyOf(edited[id]); }
  return keyOf(logits[id]);
}

fn keep(i: u32, slot: u32) { candidates[firstSlot + slot] = vec2u(keyAt(i), firstId + i); }

${SELECT}
${REDUCE}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  isEdited = group.y == 1u;
  firstId = group.x * CHUNK;
  let place = group.y * parameters.chunks + group.x;
  firstSlot = place * KEPT;
  keepLargest(thread, CHUNK);

  for (var i = thread; i < CHUNK; i += THREADS) { atomicMax(&largestKey, keyAt(i)); }
  workgroupBarrier();
  let largest = atomicLoad(&largestKey);
  let reference = logitOf(largest);
  var plain = vec4f();
  var tempered = vec4f();
  for (var i = thread; i < CHUNK; i += THREADS) {
    if (firstId + i >= parameters.count) { break; }
    let key = keyAt(i);
    if (key == 0u) {
      tempered.w += 1.0;
      continue;
    }
    let logit = logitOf(key);
    let d = logit - reference;
    tempered.z += logit;
    if (d > LEAST_EXPONENT) {
      let w = exp(d);
      let added = logit - logitOf(keyOf(logits[firstId + i]));
      plain += w * vec4f(1.0, d, d * d, added);
    }
    let hot = d * parameters.inverseTemperature;
    if (hot > LEAST_EXPONENT) { tempered += exp(hot) * vec4f(1.0, hot, 0.0, 0.0); }
  }
  let allPlain = sumOver(thread, plain);
  let allTempered = sumOver(thread, tempered);
  if (thread == 0u) { sums[place] = Sums(allPlain, allTempered, largest); }
}
`;

/** Merges the chunks of one side, x of the workgroup: sums about the largest logit of all, candidates in falling order. */
export const MERGE_SHADER = /* wgsl */ `
${COMMON}
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> candidates: array<vec2u>;
@group(0) @binding(2) var<storage, read> sums: array<Sums>;
@group(0) @binding(3) var<storage, read_write> results: array<u32>;

var<private> firstSlot: u32;
var<workgroup> top: array<vec2u, KEPT>;

fn keyAt(i: u32) -> u32 { return candidates[firstSlot + i].x; }

fn keep(i: u32, slot: u32) { top[slot] = candidates[firstSlot + i]; }

${SELECT}
${REDUCE}

/** Sums of w, w d and w d d about another reference, further up by \`-distance\`. */
fn moved(zeroth: f32, first: f32, second: f32, distance: f32) -> vec3f {
  if (distance <= LEAST_EXPONENT) { return vec3f(); }
  return exp(distance) * vec3f(zeroth, first + distance * zeroth, second + 2.0 * distance * first + distance * distance * zeroth);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let firstSum = group.x * parameters.chunks;
  let at = group.x * ${SHAPE.resultWords}u;
  firstSlot = firstSum * KEPT;
  keepLargest(thread, parameters.chunks * KEPT);

  for (var i = thread; i < parameters.chunks; i += THREADS) { atomicMax(&largestKey, sums[firstSum + i].largest); }
  workgroupBarrier();
  let largest = atomicLoad(&largestKey);
  var plain = vec4f();
  var tempered = vec4f();
  for (var i = thread; i < parameters.chunks; i += THREADS) {
    let chunk = sums[firstSum + i];
    tempered += vec4f(0.0, 0.0, chunk.tempered.zw);
    if (chunk.largest == 0u) { continue; }
    let distance = logitOf(chunk.largest) - logitOf(largest);
    plain += vec4f(moved(chunk.plain.x, chunk.plain.y, chunk.plain.z, distance), 0.0);
    if (distance > LEAST_EXPONENT) { plain.w += exp(distance) * chunk.plain.w; }
    let hot = moved(chunk.tempered.x, chunk.tempered.y, 0.0, distance * parameters.inverseTemperature);
    tempered += vec4f(hot.xy, 0.0, 0.0);
  }
  let allPlain = sumOver(thread, plain);
  let allTempered = sumOver(thread, tempered);
  if (thread < 4u) {
    results[at + thread] = bitcast<u32>(allPlain[thread]);
    results[at + 4u + thread] = bitcast<u32>(allTempered[thread]);
  }
  if (thread == 0u) { results[at + 8u] = largest; }
  if (thread < KEPT) {
    let mine = top[thread];
    var rank = 0u;
    for (var other = 0u; other < KEPT; other++) {
      let key = top[other].x;
      if (key > mine.x || (key == mine.x && other < thread)) { rank++; }
    }
    results[at + ${SHAPE.sumsWords}u + rank] = mine.x;
    results[at + ${SHAPE.sumsWords}u + KEPT + rank] = mine.y;
  }
}
`;
