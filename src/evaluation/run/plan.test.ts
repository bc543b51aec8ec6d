import { expect, test } from 'vitest';
import { sampleKey } from '../sample.ts';
import { inPlannedOrder, pendingByProblem, planJobs } from './plan.ts';
import { testConfiguration, testSamples } from './test-doubles.ts';

const jobs = planJobs(testConfiguration());

test('goes by problem, sample and strategy, with one seed for all strategies', () => {
  expect(jobs).toHaveLength(5 * 2 * 2);
  expect(jobs.slice(0, 5).map(({ position, sample, lane }) => [position, sample, lane])).toEqual([
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
    [0, 1, 1],
    [1, 0, 0],
  ]);
  const seeds = jobs.map(({ seed }) => seed);
  expect(seeds[0]).toBe(seeds[1]);
  expect(new Set(seeds).size).toBe(10);
  expect(new Set(jobs.map(({ key }) => key)).size).toBe(20);
});

test('shards share the problems out by position and keep keys and seeds', () => {
  const shards = [1, 2, 3, 4].map((index) => planJobs(testConfiguration({ shard: { index, of: 4 } })));
  expect(shards.map((shard) => [...new Set(shard.map(({ position }) => position))])).toEqual([[0, 4], [1], [2], [3]]);
  expect(new Set(shards.flat().map(({ key }) => key))).toEqual(new Set(jobs.map(({ key }) => key)));
});

test('what is pending keeps its order and leaves out what is done', () => {
  const done = new Set(jobs.slice(0, 5).map(({ key }) => key));
  const groups = pendingByProblem(jobs, done);
  expect(groups.map((group) => group.length)).toEqual([3, 4, 4, 4]);
  expect(groups.flat()).toEqual(jobs.slice(5));
  expect(pendingByProblem(jobs, new Set(jobs.map(({ key }) => key)))).toEqual([]);
});

test('samples are brought into the planned order', () => {
  const samples = testSamples(testConfiguration());
  expect(inPlannedOrder(jobs, samples.toReversed())).toEqual(samples);
  expect(inPlannedOrder(jobs, samples.slice(3, 4)).map(sampleKey)).toEqual([jobs[3]?.key]);
});
