import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, probingTools, wordModel } from '../../testing/scripted-past.ts';
import { hint } from './hint.ts';

const model = wordModel(['a', 'Wait', ' But', '</think>', '</s>', '\n\n']);
const tools = probingTools([]);
const given = { text: 'x', interventions: [{ kind: 'force' as const, strategy: 'hint' }] };

const atParagraph = (draw: number) =>
  createStrategy(hint, model, { place: 'paragraph', probability: 0.5 }, () => draw).plan?.(
    pastOf(model, ['a', '\n\n']),
  );

describe('hint', () => {
  it('takes the place of the end of thinking, so many times', () => {
    const strategy = createStrategy(hint, model, {});
    const end = { id: 3, text: '</think>' };
    expect(strategy.chosen?.(end, pastOf(model, ['a']), tools)).toEqual([
      {
        kind: 'replace',
        text: 'Wait, maybe using Python here is a good idea.',
        reason: 'Hint 1 of 1 in place of the end of thinking',
      },
    ]);
    expect(strategy.chosen?.({ id: 4, text: '</s>' }, pastOf(model, ['a']), tools)).toHaveLength(1);
    expect(strategy.chosen?.(end, pastOf(model, ['a', given]), tools)).toEqual([]);
    expect(strategy.chosen?.({ id: 4, text: '</s>' }, pastOf(model, ['</think>']), tools)).toEqual([]);
  });

  it('goes on after a conjunction of the model', () => {
    const strategy = createStrategy(hint, model, { place: 'conjunction', hint: 'check', times: 2 });
    expect(strategy.chosen?.({ id: 2, text: ' But' }, pastOf(model, ['a', given]), tools)).toEqual([
      { kind: 'force', text: ', let me check this step again.', reason: 'Hint 2 of 2 after "But"' },
    ]);
    expect(strategy.chosen?.({ id: 0, text: 'a' }, pastOf(model, []), tools)).toEqual([]);
  });

  it('stands after a paragraph', () => {
    const strategy = createStrategy(hint, model, { place: 'paragraph', hint: 'rethink' });
    expect(strategy.plan?.(pastOf(model, ['a', '\n\n']))).toMatchObject([
      { kind: 'force', text: 'Wait! Maybe I made some mistakes! I need to rethink from scratch.' },
    ]);
    expect(strategy.plan?.(pastOf(model, ['a']))).toEqual([]);
  });

  it('uses an occasion with its probability', () => {
    expect([atParagraph(0.4)?.length, atParagraph(0.6)?.length]).toEqual([1, 0]);
  });
});
