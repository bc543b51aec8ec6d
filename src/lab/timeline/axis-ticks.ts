/** Round positions for a token axis: 1, 2 or 5 times a power of ten apart, at most `most` of them above zero. */
export function axisTicks(length: number, most: number): readonly number[] {
  if (length <= 0 || most < 1) return [0];
  const rough = length / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power * 10,
  );
  const ticks: number[] = [];
  for (let at = 0; at <= length; at += step) ticks.push(at);
  return ticks;
}
