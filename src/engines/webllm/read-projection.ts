import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import { halfToFloat } from '../onnx/half-floats.ts';
import type { Pipeline, RuntimeTensor } from './pipeline.ts';

/** Values that share one scale in the library's 4-bit formats, q4f16_1 and q4f32_1. */
const GROUP = 32;
/** 4-bit values run from -7 to 8. */
const ZERO = 7;

const metadataSchema = v.object({ params: v.array(v.object({ name: v.string() })) });

/** The embedding stands in where a model has no projection of its own. */
const NAMES = ['lm_head', 'model.embed_tokens'];

/**
 * The output projection of a loaded model, [vocabularySize, hiddenSize], read back from the GPU and dequantised; rows
 * beyond `vocabularySize` are padding. Throws `model-unsupported` for formats other than the library's q0 and q4 ones.
 */
export async function readProjection(pipeline: Pipeline, vocabularySize: number): Promise<Matrix> {
  const { tvm, vm, params, device } = pipeline;
  const copies: RuntimeTensor[] = [];
  tvm.beginScope();
  try {
    const text = String(vm.getFunction('_metadata')());
    const { params: listed } = v.parse(metadataSchema, JSON.parse(text));
    const find = (suffix: string): number =>
      NAMES.map((name) => listed.findIndex((each) => each.name === `${name}.${suffix}`)).find((at) => at >= 0) ?? -1;
    const plain = find('weight');
    const places = plain >= 0 && find('q_weight') < 0 ? [plain] : [find('q_weight'), find('q_scale')];
    if (places.includes(-1)) throw unreadable('its output projection has a name that is not known here');
    for (const place of places) {
      const tensor = params.get(place);
      copies.push(tvm.detachFromCurrentScope(tvm.empty(tensor.shape, tensor.dtype, tvm.cpu()).copyFrom(tensor)));
    }
  } finally {
    tvm.endScope();
  }
  try {
    await device.sync();
    return fromTensors(copies, vocabularySize);
  } finally {
    for (const copy of copies) copy.dispose();
  }
}

function fromTensors([weight, scale]: readonly RuntimeTensor[], vocabularySize: number): Matrix {
  const [rows = 0, width = 0] = weight?.shape ?? [];
  if (!weight || rows < vocabularySize) throw unreadable(`its output projection has ${rows} rows`);
  if (!scale)
    return { rows: vocabularySize, columns: width, values: floats(weight).subarray(0, vocabularySize * width) };
  const scales = floats(scale);
  const columns = width * 8; // eight values in one word, the lowest bits first
  if (weight.dtype !== 'uint32' || scales.length * GROUP !== rows * columns) {
    throw unreadable(`its output projection is stored as ${weight.dtype} in groups of another size than ${GROUP}`);
  }
  const words = new Uint32Array(weight.toRawBytes().buffer);
  const values = new Float32Array(vocabularySize * columns);
  for (let at = 0; at < values.length; at += 1) {
    const nibble = ((words[at >> 3] ?? 0) >>> (4 * (at & 7))) & 15;
    values[at] = (nibble - ZERO) * (scales[Math.floor(at / GROUP)] ?? 0);
  }
  return { rows: vocabularySize, columns, values };
}

function floats(tensor: RuntimeTensor): Float32Array {
  const { buffer } = tensor.toRawBytes();
  if (tensor.dtype === 'float32') return new Float32Array(buffer);
  if (tensor.dtype === 'float16') return halfToFloat(new Uint16Array(buffer));
  throw unreadable(`its output projection is stored as ${tensor.dtype}`);
}

function unreadable(how: string): ProblemError {
  return new ProblemError(
    'model-unsupported',
    `Hidden states of this model cannot be corrected: ${how}.`,
    'Choose srgen-logit, which needs none, or another model.',
  );
}
