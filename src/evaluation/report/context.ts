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
  readonly promptTemplate: string;
  /** The strategyHash to compare with; otherwise plain, otherwise the first by name. */
  readonly baseline?: string;
  /** For the detectable difference, to be chosen before the results; otherwise one half each. */
  readonly assumed?: { readonly accuracy: number; readonly correlation: number };
}
