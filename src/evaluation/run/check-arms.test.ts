import { describe, expect, it } from 'vitest';
import { ENSEMBLES } from '../../control/ensembles/index.ts';
import { STRATEGIES } from '../../control/strategies/index.ts';
import type { Capability } from '../../control/strategy.ts';
import { checkArms } from './check-arms.ts';

const ALL: readonly Capability[] = ['bias', 'entropy', 'force', 'rewind', 'probe', 'hidden'];
const METHODS = [...STRATEGIES, ...ENSEMBLES];

const armOf = (strategy: string) => ({ strategy, settings: {}, hash: '' });

describe('every method says what it lacks before it runs', () => {
  it.each(METHODS.map((method) => [method.id, method] as const))('%s', (id, { title, needs }) => {
    expect(() => checkArms([armOf(id)], ALL)).not.toThrow();
    for (const need of needs) {
      const without = ALL.filter((capability) => capability !== need);
      expect(() => checkArms([armOf('plain'), armOf(id)], without)).toThrow(
        `B ${id}: ${title} needs ${need}, which this engine or model does not offer.`,
      );
    }
  });

  it('so does what an ensemble runs', () => {
    expect(() => checkArms([armOf('self-consistency+slot')], ['bias'])).toThrow(
      /A self-consistency\+slot: .* needs hidden/,
    );
  });
});
