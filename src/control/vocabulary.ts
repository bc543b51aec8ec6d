/** What a strategy may know of a tokenizer. Ids run from 0 to size - 1. */
export interface Vocabulary {
  readonly size: number;
  /** The text one token stands for, leading space included; bytes that are no whole character give U+FFFD. */
  textOf(id: number): string;
  /** The one token that stands for exactly this text, or undefined when it takes none or several. */
  idOf(text: string): number | undefined;
}

/** The facts about a model that strategies are built from. */
export interface ModelFacts {
  readonly vocabulary: Vocabulary;
  /** Longest sequence in tokens, prompt included. */
  readonly contextLength: number;
  /** Ids that end the output. */
  readonly stopIds: ReadonlySet<number>;
  readonly thinking: { readonly open: string; readonly close: string };
  /** Largest next-token entropy that was measured on it at temperature 0.6, nats. */
  readonly highestEntropy?: number | undefined;
  /** Settings that were measured to act on this model, per strategy id. */
  readonly suggested: Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;
}

export type SettingValue = number | string | boolean;
