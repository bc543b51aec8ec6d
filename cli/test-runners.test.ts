import { expect, test } from 'vitest';
import { countPythonTests } from './test-runners.ts';

test.each([
  ['Ran 12 tests in 0.1s\n\nOK', { passed: 12, failed: 0 }],
  ['Ran 1 test in 0.1s\n\nOK (skipped=1)', { passed: 0, failed: 0 }],
  ['Ran 12 tests in 0.1s\n\nFAILED (failures=1, errors=2)', { passed: 9, failed: 3 }],
  ['Traceback …', { passed: 0, failed: 0 }],
])('reads %j', (output, count) => {
  expect(countPythonTests(output)).toEqual(count);
});
