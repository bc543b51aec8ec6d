const STEPS = [
  { from: 1e9, unit: 'GB', decimals: 2 },
  { from: 1e6, unit: 'MB', decimals: 1 },
  { from: 1e3, unit: 'kB', decimals: 0 },
] as const;

/** "1.35 GB", "2.2 MB", "12 kB", "7 bytes"; a kilobyte has 1000 bytes. */
export function sizeText(bytes: number): string {
  const step = STEPS.find(({ from }) => bytes >= from);
  return step ? `${(bytes / step.from).toFixed(step.decimals)} ${step.unit}` : `${bytes} bytes`;
}

/** "40 s", "3 min", "2 h": as exact as an estimate deserves. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
