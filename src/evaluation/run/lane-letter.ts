export const LANE_LETTERS = ['A', 'B', 'C', 'D'] as const;

/** What a lane is called on the page, on the command line and in a report's command; numbers after the alphabet. */
export function laneLetter(lane: number): string {
  return lane < 26 ? String.fromCodePoint(65 + lane) : String(lane + 1);
}
