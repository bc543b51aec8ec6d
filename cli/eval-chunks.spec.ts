import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { readCount } from './run-options.ts';

/** Options of npm run eval, parted at spaces; all but those that are given here. */
const options = (process.env['EVAL_OPTIONS'] ?? '').split(/\s+/).filter((option) => option !== '');
const out = process.env['EVAL_OUT'] ?? join('out', 'chunks');
const chunks = readCount('EVAL_CHUNKS', process.env['EVAL_CHUNKS'] ?? '8');

for (let index = 1; index <= chunks; index += 1) {
  test(`chunk ${index} of ${chunks}`, async () => {
    const own = ['--shard', `${index}/${chunks}`, '--out', join(out, `chunk-${index}`), '--resume', '--workers', '1'];
    // A command of its own: what it opens is closed with it, and a chunk is nothing that --shard alone could not make.
    expect(await runChild(process.execPath, ['cli/run.mjs', 'eval', ...options, ...own])).toBe(0);
  });
}
