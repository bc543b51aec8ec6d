import { describe, expect, it } from 'vitest';
import { ProblemError } from './errors.ts';
import { checkStack } from './stack.ts';
import type { Capability } from './strategy.ts';

const all: Capability[] = ['bias', 'entropy', 'force', 'rewind', 'probe', 'hidden'];
const stack = (...ids: string[]) => ids.map((id) => ({ id, settings: {} }));
const refusal = (ids: string[], capabilities: readonly Capability[] = all): string => {
  try {
    checkStack(stack(...ids), capabilities);
  } catch (caught) {
    if (caught instanceof ProblemError) return caught.problem.message;
  }
  return '';
};

describe('checkStack', () => {
  it('completes the settings of strategies that go together', () => {
    expect(
      checkStack(stack('cyclic-reflex', 'certainty-guided', 'srgen'), all).map(({ definition }) => definition.id),
    ).toEqual(['cyclic-reflex', 'certainty-guided', 'srgen']);
  });

  it('refuses what contradicts each other, with the reason', () => {
    expect(refusal(['srgen', 'srgen-logit'])).toBe(
      'SRGen cannot be stacked with SRGen on logits (approximation): both correct the same token.',
    );
    expect(refusal(['cyclic-reflex', 'cyclic-reflex'])).toMatch(/CyclicReflex cannot be stacked with CyclicReflex/);
  });

  it('refuses a ban of what another strategy moves or waits for, in either order', () => {
    for (const other of ['cyclic-reflex', 'constant-bias', 'silver', 'tip', 'deer', 'alpha-one']) {
      expect(refusal(['no-wait', other])).toMatch(/^NoWait cannot be stacked with/);
      expect(refusal([other, 'no-wait'])).toMatch(/^NoWait cannot be stacked with/);
    }
    expect(refusal(['slot', 'srgen', 'no-wait'])).toBe('');
  });

  it('refuses what the engine cannot do, naming what is missing', () => {
    expect(refusal(['srgen'], ['bias', 'entropy'])).toBe(
      'SRGen needs hidden, which this engine or model does not offer.',
    );
    expect(refusal(['certainty-guided'], ['bias'])).toMatch(/needs probe/);
    for (const [id, missing] of [
      ['slot', 'hidden'],
      ['deer', 'probe'],
      ['dynasor', 'probe'],
      ['s1', 'force and rewind'],
      ['hint', 'force and rewind'],
      ['alpha-one', 'force'],
      ['first-answer', 'force'],
    ] as const)
      expect(refusal([id], ['bias', 'entropy'])).toMatch(new RegExp(`needs ${missing}`));
  });
});
