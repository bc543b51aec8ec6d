import { checkCachePaths } from '../../../testing/cache-paths.ts';

checkCachePaths(8);
