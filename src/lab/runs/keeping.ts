import { createRunClaims } from './run-claims.ts';
import { openRunStore } from './runs-database.ts';

/** The kept runs of this browser. */
export const runStore = openRunStore();

/** Those of them that go on. */
export const runClaims = createRunClaims();
