/** Two decimals do for most figures; a correction may be finer than that. */
const MOST_DECIMALS = 4;

function format(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** A figure before and after, with as many decimals, from 2 to 4, as tell them apart. */
export function pairText([before, after]: readonly [number, number]): readonly [string, string] {
  for (let decimals = 2; decimals <= MOST_DECIMALS; decimals += 1) {
    const [from, to] = [format(before, decimals), format(after, decimals)];
    if (from !== to) return [from, to];
  }
  return [format(before, 2), format(after, 2)];
}
