import { expect, it } from 'vitest';
import { engineFromAddress } from './engine-choice.ts';

it.each(['auto', 'webgpu', 'wasm'])('takes %s from the address', (choice) => {
  expect(engineFromAddress(`?engine=${choice}`)).toEqual({ choice, notice: null });
});

it('uses Auto without a parameter, and says so when it does not know the engine', () => {
  expect(engineFromAddress('')).toEqual({ choice: 'auto', notice: null });
  const unknown = engineFromAddress('?engine=%3Cscript%3E');
  expect(unknown.choice).toBe('auto');
  expect(unknown.notice).toContain('<script>');
  expect(engineFromAddress(`?engine=${'x'.repeat(5000)}`).notice?.length).toBeLessThan(200);
});
