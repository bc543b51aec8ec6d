import { bootstrapMedian } from '../../src/evaluation/statistics/bootstrap.ts';
import { median } from '../median.ts';
import type { BlockResult } from './page/contender.ts';

/** One line of the result: a contender, and how fast it is compared with another. */
export interface BenchRow {
  /** What ran, with versions. */
  readonly engine: string;
  readonly model: string;
  readonly strategy: string;
  readonly tokensPerSecond: number;
  /** Strategy or engine of the row it is compared with. */
  readonly ratioTo: string;
  /** In which both were measured. */
  readonly turns: number;
  /** Median over blocks of this one's speed over the other's, with its 95 % bootstrap interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Mean of a token. */
  readonly readBackBytes: number;
  readonly millisecondsByStage: Readonly<Record<string, number>>;
}

/** All blocks of one contender, in the order of the turns. */
export interface Measured {
  readonly engine: string;
  readonly model: string;
  readonly strategy: string;
  readonly blocks: readonly BlockResult[];
}

const LEVEL = 0.95;
const SEED = 1;

/** Mean milliseconds of a token, block by block. */
const tokenTimes = ({ blocks }: Measured): number[] =>
  blocks.map(({ elapsedMilliseconds, times }) => elapsedMilliseconds / times.length);

const rounded = (value: number): number => Number(value.toPrecision(4));

function meanStages(blocks: readonly BlockResult[]): Record<string, number> {
  const stages = new Set(blocks.flatMap(({ millisecondsByStage }) => Object.keys(millisecondsByStage)));
  const means = [...stages].map((stage) => [
    stage,
    rounded(median(blocks.map(({ millisecondsByStage }) => millisecondsByStage[stage] ?? 0))),
  ]);
  return Object.fromEntries(means) as Record<string, number>;
}

function makeRow(measured: Measured, ratioTo: string, ratios: readonly number[], perSecond: number): BenchRow {
  const { engine, model, strategy, blocks } = measured;
  const middle = median(ratios);
  const { low, high } = bootstrapMedian(ratios, SEED, LEVEL) ?? { low: middle, high: middle };
  return {
    engine,
    model,
    strategy,
    tokensPerSecond: rounded(perSecond),
    ratioTo,
    turns: ratios.length,
    ratio: rounded(middle),
    low: rounded(low),
    high: rounded(high),
    readBackBytes: Math.round(blocks.reduce((sum, each) => sum + each.readBackBytes, 0) / blocks.length),
    millisecondsByStage: meanStages(blocks),
  };
}

/** Blocks of the same turn are compared with each other, so that what slows the machine down slows both. */
export function compareSpeed(measured: Measured, other: Measured, ratioTo: string): BenchRow {
  const [own, others] = [tokenTimes(measured), tokenTimes(other)];
  // Whoever was left out, or not reached when the time was up, has fewer.
  const ratios = own.slice(0, others.length).map((time, block) => (others[block] ?? Number.NaN) / time);
  return makeRow(measured, ratioTo, ratios, 1000 / median(own));
}

/** Of a measurement of control's own time: its share of a token. */
export function controlShare(measured: Measured): BenchRow {
  const shares = measured.blocks.map(({ times }) => median(times));
  const token = median(measured.blocks.map(({ millisecondsByStage }) => millisecondsByStage['token'] ?? Number.NaN));
  return makeRow(measured, "the whole token's time", shares, 1000 / token);
}
