const MINUS = '\u2212';
const NONE = '–';

/** A fixed number of decimals with thin thousands, the same in every locale. */
export function decimal(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && Number(value.toFixed(digits)) !== 0 ? MINUS + text : text;
}

export function signed(value: number, digits: number): string {
  const text = decimal(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

/** A share as per cent. */
export function percent(share: number | null | undefined): string {
  return typeof share === 'number' ? `${decimal(100 * share, 1)}\u202f%` : NONE;
}

export function pValue(p: number | null | undefined): string {
  if (p === null || p === undefined) return NONE;
  return p < 0.001 ? '< 0.001' : decimal(p, 3);
}

type Write = (value: number) => string;

/** [low, high]; a dash where there is none. */
export function range(low: number | null | undefined, high: number | null | undefined, write: Write): string {
  return typeof low === 'number' && typeof high === 'number' ? `[${write(low)}, ${write(high)}]` : NONE;
}

interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  readonly standardError: number | null;
}

/** [low, high], or that there was no spread to make it of. */
export function interval({ low, high, standardError }: Interval, write: Write): string {
  return low === null && standardError === 0 ? 'all alike' : range(low, high, write);
}
