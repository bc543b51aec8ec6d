import { describe, expect, it } from 'vitest';
import { EVERY_CAPABILITY } from './capabilities.ts';
import { laneProblem, nextForLane, nextToStack } from './lane-stack.ts';

describe('laneProblem', () => {
  it.each<[readonly string[], RegExp | null]>([
    [['plain'], null],
    [['cyclic-reflex', 'certainty-guided', 'srgen'], null],
    [['srgen', 'srgen'], /SRGen cannot be stacked with SRGen/],
    [['srgen-logit', 'srgen'], /both correct the same token/],
    [['cyclic-reflex', 'plain'], /Plain cannot be stacked/],
    [['a', 'b', 'c', 'd', 'e'], /5 strategies are stacked/],
  ])('says of %j', (ids, message) => {
    const problem = laneProblem(ids, EVERY_CAPABILITY);
    if (message === null) expect(problem).toBeNull();
    else expect(problem?.message).toMatch(message);
    // Before a model is loaded nothing is lacking.
    expect(laneProblem(ids, null)).toEqual(problem);
  });

  it('names what the engine lacks', () => {
    expect(laneProblem(['cyclic-reflex', 'srgen'], ['bias'])).toMatchObject({ code: 'strategy-unsupported' });
  });
});

describe('nextToStack', () => {
  it('finds the first that may join', () => {
    expect(nextToStack(['cyclic-reflex'], null)).toBe('certainty-guided');
    expect(nextToStack(['certainty-guided'], ['bias', 'probe'])).toBe('cyclic-reflex');
  });

  it('finds none for plain decoding, for a stack that cannot run, and for a full one', () => {
    expect(nextToStack(['plain'], null)).toBeNull();
    expect(nextToStack(['srgen', 'srgen'], null)).toBeNull();
    expect(nextToStack(['cyclic-reflex', 'certainty-guided', 'srgen-logit', 'hint'], null)).toBeNull();
  });
});

it('a new lane gets a strategy that none has, as long as there is one that runs', () => {
  expect(nextForLane([], null)).toBe('plain');
  expect(nextForLane(['plain', 'cyclic-reflex'], null)).not.toMatch(/^(plain|cyclic-reflex)$/);
  expect(nextForLane(['plain'], [])).toBe('plain');
});
