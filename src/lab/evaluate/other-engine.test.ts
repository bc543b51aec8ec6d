import { expect, test } from 'vitest';
import { parseEngine } from '../../evaluation/report/describe-context.ts';
import { otherEngine } from './other-engine.ts';
import { UNKNOWN_CONTEXT } from './results.ts';

const WASM = 'onnxruntime-web 1.30.0, wasm, weights expanded to 32-bit floats';
const GPU = 'onnxruntime-web 1.30.0, webgpu on some adapter';

test('another engine, version or adapter is told, the same one is not', () => {
  expect(otherEngine(parseEngine(WASM), WASM)).toBeNull();
  expect(otherEngine(parseEngine(GPU), GPU)).toBeNull();
  expect(otherEngine(parseEngine(GPU), WASM)).toContain(
    'made on onnxruntime-web (webgpu) 1.30.0 on some adapter; this page runs on onnxruntime-web (wasm, weights',
  );
  expect(otherEngine(parseEngine(GPU), GPU.replace('some', 'another'))).not.toBeNull();
  expect(otherEngine(parseEngine(WASM), WASM.replace('1.30.0', '1.31.0'))).not.toBeNull();
});

test('nothing is said where either is not known', () => {
  expect(otherEngine(UNKNOWN_CONTEXT, WASM)).toBeNull();
  expect(otherEngine(parseEngine(''), WASM)).toBeNull();
  expect(otherEngine(parseEngine(WASM), null)).toBeNull();
});
