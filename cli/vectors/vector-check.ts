import type { Tokenizer } from '../../src/text/tokenizer.ts';
import type { Tally } from './tally.ts';

/** Absolute tolerance where a file states none. */
export const DEFAULT_TOLERANCE = 1e-6;

/** Vocabularies by folder name; undefined when the folder is absent. */
export type FindTokenizer = (folder: string) => Tokenizer | undefined;

/** Runs our implementation over the parsed content of one file. Throws when the file has another form. */
export type VectorCheck = (file: unknown, tally: Tally, findTokenizer: FindTokenizer) => void | Promise<void>;
