import { expect, test } from 'vitest';
import { mergeParts, type Part } from './merge.ts';
import { testConfiguration, testSamples } from './test-doubles.ts';

const MADE_WITH = { engine: 'test engine', browser: 'test browser' };

function parts(of: number): readonly Part[] {
  return Array.from({ length: of }, (_, index) => {
    const configuration = testConfiguration({ shard: { index: index + 1, of } });
    const samples = testSamples(configuration);
    return { name: `part-${index + 1}`, configuration, samples, surroundings: samples.length > 0 ? MADE_WITH : null };
  });
}

function changed(change: Partial<Part>): readonly Part[] {
  return parts(4).map((part, index) => (index === 1 ? { ...part, ...change } : part));
}

test.each([1, 4, 7])('%i shards in any order are one run', (of) => {
  const whole = testConfiguration();
  expect(mergeParts(parts(of).toReversed())).toEqual({
    surroundings: MADE_WITH,
    configuration: whole,
    samples: testSamples(whole),
  });
});

test.each<[readonly Part[], RegExp]>([
  [[], /nothing to merge/],
  [parts(4).slice(1, 3), /Shards are missing: 1\/4, 4\/4/],
  [[...parts(4), ...parts(4).slice(1, 2)], /part-2 and part-2 are both shard 2\/4/],
  [[...parts(4).slice(0, 1), ...parts(3).slice(1)], /part-2 is of another evaluation .* number of shards/],
  [changed({ configuration: testConfiguration() }), /part-2 is no shard/],
  [
    changed({ configuration: testConfiguration({ seed: 8, shard: { index: 2, of: 4 } }) }),
    /part-2 is of another evaluation than part-1: seed is 7 there, 8 here/,
  ],
  [changed({ samples: [] }), /part-2 is not complete: 4 samples are missing/],
  [changed({ surroundings: { ...MADE_WITH, engine: 'other' } }), /part-2 was made with other, part-1 with test engine/],
])('refuses what is not exactly one evaluation (%#)', (given, message) => {
  expect(() => mergeParts(given)).toThrow(message);
});
