/** A number as the trace holds it: 6 significant digits, so that nothing can be computed from digits that are not kept. */
export function significant(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : value;
}
