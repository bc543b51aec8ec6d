export const LANE_LETTERS = ['A', 'B', 'C', 'D'] as const;

/** What a lane is called on the page, on the command line and in a report's command. */
export function laneLetter(lane: number): string {
  return LANE_LETTERS[lane] ?? String(lane + 1);
}
