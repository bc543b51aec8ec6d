import { expect, test } from 'vitest';
import { parseCommandLine } from './arguments.ts';
import { UsageError } from './failure.ts';

const OPTIONS = { seed: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

test('takes a negative number as the value of the option before it', () => {
  expect(parseCommandLine('compare', ['--seed', '-1', '--json'], OPTIONS)).toEqual({ seed: '-1', json: true });
  expect(parseCommandLine('compare', ['--seed', '-.5'], OPTIONS)).toMatchObject({ seed: '-.5' });
});

test.each([[['--nope']], [['--seed']], [['stray']], [['--json=yes']]])('refuses %j and says where to look', (args) => {
  expect(() => parseCommandLine('compare', args, OPTIONS)).toThrow(UsageError);
  try {
    parseCommandLine('compare', args, OPTIONS);
  } catch (caught) {
    expect(caught).toMatchObject({ hint: 'See: npm run compare -- --help' });
  }
});
