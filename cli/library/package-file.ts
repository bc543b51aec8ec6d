import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ROOT } from '../root.ts';

/** The doors, each a file in src/library. */
export const DOORS = ['control', 'webllm', 'transformers'] as const;

const ourPackage = v.object({
  name: v.string(),
  version: v.string(),
  description: v.string(),
  license: v.string(),
  devDependencies: v.record(v.string(), v.string()),
});

/** Packages that a door works with and that its user has: never part of the library. */
export const PEERS = ['@huggingface/transformers'] as const;

/** The package.json of the library: no dependencies, one export per door. */
export function packageFile(): object {
  const { devDependencies, ...own } = v.parse(ourPackage, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  return {
    ...own,
    private: true,
    type: 'module',
    sideEffects: false,
    exports: Object.fromEntries(
      DOORS.map((door) => [`./${door}`, { types: `./types/library/${door}.d.ts`, default: `./${door}.js` }]),
    ),
    peerDependencies: Object.fromEntries(PEERS.map((name) => [name, devDependencies[name]])),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((name) => [name, { optional: true }])),
  };
}
