// Runs the exported files in onnxruntime-web and the JavaScript tokenizer, and compares with reference.json.
// usage: node models/training/check_export.mjs [models/ponder]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-web/wasm';

const folder = process.argv[2] ?? 'models/ponder';
const json = async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'));
const [reference, config] = [await json('reference.json'), await json('config.json')];
const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(await readFile(join(folder, 'onnx/model_q4.onnx')));

const int64 = (ids) => new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);
const emptyPast = () =>
  Object.fromEntries(
    session.inputNames
      .filter((name) => name.startsWith('past'))
      .map((name) => [
        name,
        new ort.Tensor('float32', new Float32Array(0), [1, config.num_key_value_heads, 0, config.head_dim]),
      ]),
  );

async function run(ids, past, before) {
  const mask = int64(Array.from({ length: before + ids.length }, () => 1));
  const out = await session.run({ input_ids: int64(ids), attention_mask: mask, ...past });
  const next = Object.fromEntries(Object.keys(past).map((n) => [n, out[n.replace('past_key_values', 'present')]]));
  return { out, next };
}

function check(name, worst, limit) {
  console.log(`${worst <= limit ? 'ok  ' : 'FAIL'} ${name}: largest difference ${worst.toExponential(1)}`);
  if (!(worst <= limit)) process.exitCode = 1;
}

const worst = (a, b) => a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
const { prompt_ids: prompt, continuation_ids: continuation, rows } = reference;
const all = [...prompt, ...continuation];
const vocab = config.vocab_size;
const whole = await run(all, emptyPast(), 0);
const row = (i) => whole.out.logits.data.subarray((prompt.length - 1 + i) * vocab, (prompt.length + i) * vocab);
check('prefill against reference', Math.max(...rows.map((r, i) => worst(r.logits, r.ids.map((id) => row(i)[id])))), 1e-4);

let step = await run(prompt, emptyPast(), 0);
const stepped = [step.out.logits.data.slice(-vocab)];
for (const [i, id] of continuation.slice(0, -1).entries()) {
  step = await run([id], step.next, prompt.length + i);
  stepped.push(step.out.logits.data.slice(-vocab));
}
check('step by step against prefill', Math.max(...stepped.map((logits, i) => worst(logits, row(i)))), 1e-4);

const wrong = [{ text: reference.prompt, ids: prompt }, ...reference.texts].filter(
  ({ text, ids }) => JSON.stringify(tokenizer.encode(text, { add_special_tokens: false }).ids) !== JSON.stringify(ids),
);
check(`tokenizer ids, ${reference.texts.length + 1} texts`, wrong.length, 0);

step = await run(prompt, emptyPast(), 0);
const began = performance.now();
const count = 200;
for (let i = 0; i < count; i++) {
  const logits = step.out.logits.data.slice(-vocab);
  step = await run([logits.indexOf(Math.max(...logits))], step.next, prompt.length + i);
}
console.log(`decoding: ${((1000 * count) / (performance.now() - began)).toFixed(0)} tokens/s on one wasm thread`);
