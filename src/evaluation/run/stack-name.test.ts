import { expect, test } from 'vitest';
import { nameStack, unstack } from './stack-name.ts';

test('a stack is named and taken apart again', () => {
  const stack = [
    { id: 'cyclic-reflex', settings: { amplitude: 3 } },
    { id: 'srgen', settings: { steps: 2, amplitude: 1 } },
  ];
  const { id, settings } = nameStack(stack);
  expect(id).toBe('cyclic-reflex+srgen');
  expect(settings).toEqual({ 'cyclic-reflex.amplitude': 3, 'srgen.steps': 2, 'srgen.amplitude': 1 });
  expect(unstack(id, settings)).toEqual(stack);
});

test('a single strategy keeps the names of its settings', () => {
  const [plain] = [{ id: 'plain', settings: { steps: 1 } }];
  expect(nameStack([plain])).toEqual(plain);
  expect(unstack('plain', { steps: 1 })).toEqual([plain]);
});
