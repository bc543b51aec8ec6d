import { describe, expect, it } from 'vitest';
import type { ModelSummary } from '../../../workers/protocol.ts';
import { modelFit, type Machine } from './model-fit.ts';

const memory = { weightBytes: 5e8, cacheBytes: 1e8, logitsBytes: 6e5, totalBytes: 9e8 };
const model: ModelSummary = {
  id: 'small',
  title: 'Small',
  source: 'hub',
  origin: 'someone/small',
  licence: 'MIT',
  pinned: true,
  tried: true,
  refused: null,
  ready: false,
  storedBytes: 0,
  downloadBytes: 5e8,
  memory,
  context: { tokens: 8192, bytes: 4e8 },
};
const machine: Machine = {
  decision: { device: 'wasm' },
  room: { usedBytes: 0, availableBytes: 1e9, persisted: false },
  memoryGigabytes: 8,
};
const fitOf = (changes: Partial<ModelSummary>, on: Partial<Machine> = {}) =>
  modelFit({ ...model, ...changes }, { ...machine, ...on });

describe('modelFit', () => {
  it('says yes with its reasons', () => {
    expect(fitOf({})).toEqual({
      verdict: 'fits',
      reasons: [
        'It needs 500.0 MB of room, and there is 1.00 GB.',
        'It takes at least 900.0 MB: 500.0 MB of weights, the rest for the keys and values of two lanes of 8,192 tokens.',
      ],
    });
  });

  it('refuses what has no room, what wasm cannot address, and what the catalog refuses', () => {
    expect(fitOf({ downloadBytes: 2e9 })).toMatchObject({ verdict: 'refused' });
    expect(fitOf({ downloadBytes: 2e9, storedBytes: 1.5e9 }).verdict).toBe('fits');
    const large = { ...memory, weightBytes: 5e9, totalBytes: 6e9 };
    expect(fitOf({ memory: large }).verdict).toBe('refused');
    expect(fitOf({ memory: large }, { decision: { device: 'webgpu' } }).verdict).toBe('fits');
    expect(fitOf({ refused: 'its layers are hybrid' }).reasons).toEqual(['Its layers are hybrid.']);
  });

  it('is not sure where something is not known', () => {
    expect(fitOf({ memory: undefined, downloadBytes: undefined }).verdict).toBe('uncertain');
    expect(fitOf({ memory: { ...memory, totalBytes: 4.5e9 } }).reasons[1]).toContain('long runs will fail');
    expect(fitOf({}, { memoryGigabytes: undefined }).verdict).toBe('uncertain');
    expect(fitOf({}, { memoryGigabytes: 0.5 }).reasons[1]).toContain('about 0.5 GB');
    expect(fitOf({ memory: undefined }).reasons[1]).toContain(
      'keys and values of two lanes of 8,192 tokens take 400.0 MB',
    );
    expect(fitOf({ source: 'local', context: undefined, memory: undefined }).verdict).toBe('uncertain');
    expect(fitOf({ source: 'embedded' }).verdict).toBe('fits');
  });
});
