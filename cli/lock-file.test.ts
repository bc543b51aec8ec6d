import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { ROOT } from './root.ts';

const lockFile = v.object({
  packages: v.record(v.string(), v.object({ optionalDependencies: v.optional(v.record(v.string(), v.string()), {}) })),
});

/**
 * Where a registry lacks a package that only other platforms need, npm leaves it out of the lock file; `npm ci` then
 * refuses the file elsewhere.
 */
test('the lock file names the packages of every platform', () => {
  const { packages } = v.parse(lockFile, JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
