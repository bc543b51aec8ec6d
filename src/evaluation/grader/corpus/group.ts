/** Answers to one gold. Each is a case of its own. */
export interface Group {
  readonly gold: string;
  readonly correct?: readonly string[];
  readonly wrong?: readonly string[];
}
