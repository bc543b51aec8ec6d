import type { Tuning } from '../tuning/tuning.ts';

/** What made the samples: everything needed to make them again. */
export interface ReportContext {
  /** Of this project. */
  readonly commit: string | null;
  readonly command: string;
  readonly model: string;
  readonly modelFiles: readonly { readonly name: string; readonly sha256: string }[];
  readonly tokenizerHash: string | null;
  readonly engine: { readonly name: string; readonly version: string };
  readonly adapter: string | null;
  readonly browser: string | null;
  readonly flags: readonly string[];
  readonly seed: number;
  /** Shared by all strategies: temperature, filters, token limit. */
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** Of the model: around every message. */
  readonly promptTemplate: string;
  /** Of the task: around every problem, with the instruction how to answer. Left out when the problem is asked alone. */
  readonly prompt?: string;
  /** Where the problems are from, with revision and licence. Left out where only their file is known. */
  readonly source?: string;
  /** Where settings were chosen on another split. */
  readonly tuning?: Tuning;
  /** The strategyHash to compare with; otherwise plain, otherwise the first by name. */
  readonly baseline?: string;
  /** strategyHashes in the order of their letters, after the one to compare with; otherwise by name. */
  readonly order?: readonly string[];
  /** For the detectable difference, to be chosen before the results; otherwise one half each. */
  readonly assumed?: { readonly accuracy: number; readonly correlation: number };
}
