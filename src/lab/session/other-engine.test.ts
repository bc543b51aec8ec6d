import { expect, test } from 'vitest';
import { parseEngine } from '../../evaluation/report/describe-context.ts';
import { engineInWords, otherEngine } from './other-engine.ts';

const WASM = 'onnxruntime-web 1.30.0, wasm, weights expanded to 32-bit floats';
const GPU = 'onnxruntime-web 1.30.0, webgpu on some adapter';
const made = (description: string): string => engineInWords(parseEngine(description));

test('another engine, version or adapter is told, the same one is not', () => {
  expect(otherEngine(made(WASM), WASM)).toBeNull();
  expect(otherEngine(made(GPU), GPU)).toBeNull();
  expect(otherEngine(made(GPU), WASM)).toContain(
    'The evaluation was made on onnxruntime-web (webgpu) 1.30.0 on some adapter; this page runs on onnxruntime-web (wasm, weights',
  );
  expect(otherEngine(made(GPU), GPU.replace('some', 'another'))).not.toBeNull();
  expect(otherEngine(made(WASM), WASM.replace('1.30.0', '1.31.0'))).not.toBeNull();
});

test('nothing is said where either is not known', () => {
  expect(made('')).toBe('');
  expect(otherEngine('', WASM)).toBeNull();
  expect(otherEngine(made(WASM), null)).toBeNull();
});
