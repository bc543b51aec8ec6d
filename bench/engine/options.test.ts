import { expect, it } from 'vitest';
import { ProblemError } from '../../src/control/errors.ts';
import { readEngineOptions, readShape } from './options.ts';

it('has defaults', () => {
  expect(readEngineOptions([])).toEqual({
    engine: 'wasm',
    model: { embedded: 'ponder' },
    strategies: ['plain', 'cyclic-reflex', 'certainty-guided', 'srgen'],
    blocks: 20,
    tokens: 32,
    milliseconds: 200,
    minutes: 10,
    json: false,
  });
  expect(readEngineOptions(['--engine', 'webgpu'])).toMatchObject({ tokens: 8 });
  expect(readEngineOptions(['--help'])).toBeUndefined();
});

it('reads a shape, and derives the sizes that are not given', () => {
  expect(readShape('layers=2,hidden=64,vocab=151936')).toEqual({
    layers: 2,
    hidden: 64,
    vocabulary: 151_936,
    tokens: 151_936,
    heads: 4,
    kvHeads: 2,
    mlp: 192,
  });
  expect(readShape('hidden=1024,heads=16,kvHeads=8,headSize=128,mlp=3072,tied=true')).toMatchObject({
    heads: 16,
    kvHeads: 8,
    headSize: 128,
    mlp: 3072,
    tied: true,
  });
});

it.each([
  [['--engine', 'cuda'], /--engine is cuda/],
  [['--blocks', '0'], /--blocks is 0/],
  [['--synthetic', 'colour=3'], /colour/],
  [['--synthetic', 'hidden=50'], /multiple of 32/],
  [['--synthetic', 'layers=2', '--model', 'ponder'], /exclude each other/],
])('names what is wrong with %j', (args, message) => {
  expect(() => readEngineOptions(args)).toThrow(message);
});

it('refuses strategies that do not exist', () => {
  expect(() => readEngineOptions(['--strategies', 'magic'])).toThrow(ProblemError);
});
