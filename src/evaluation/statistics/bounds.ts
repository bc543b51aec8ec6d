/** Of an interval. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}
