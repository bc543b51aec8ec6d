import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../control/errors.ts';
import { openPonder } from '../testing/ponder.ts';
import type { Model } from './model.ts';
import { prepareRun, type RunSettings } from './run.ts';
import { TextCollector } from './token-texts.ts';
import type { TokenRecord, TokenTexts, Trace } from './trace.ts';
import { readTrace, writeTrace } from './trace-file.ts';

const STACKS: readonly RunSettings['strategies'][] = [
  [{ id: 'cyclic-reflex', settings: { amplitude: 3, period: 30, vocabulary: 'words' } }],
  [{ id: 'slot', settings: { steps: 2, learningRate: 0.05 } }],
  [{ id: 'no-wait', settings: {} }],
];

async function decodeTrace(model: Model, strategies: RunSettings['strategies']): Promise<Trace> {
  const { header, events } = prepareRun(model, {
    prompt: 'Start with 3, add 4, multiply by 2. What is the last digit?',
    strategies,
    sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 },
    maxTokens: 60,
  });
  const collector = new TextCollector(model.tokenizer);
  const records: TokenRecord[] = [];
  const texts: TokenTexts = {};
  const iterator = events();
  while (true) {
    const step = await iterator.next();
    if (step.done) return { header, records, texts, end: step.value };
    if (step.value.kind !== 'token') continue;
    records.push(step.value.record);
    collector.collect(step.value.record, texts);
  }
}

/** Under CyclicReflex, and then one for each of the other stacks. */
let trace: Trace;
let traces: readonly Trace[];
beforeAll(async () => {
  const model = await openPonder();
  const decoded: Trace[] = [];
  for (const stack of STACKS) decoded.push(await decodeTrace(model, stack));
  traces = decoded;
  const [first] = decoded;
  if (!first) throw new Error('nothing was decoded');
  trace = first;
  await model.engine.dispose();
});

function problemOf(text: string): ProblemError['problem'] {
  try {
    readTrace(text);
  } catch (caught) {
    if (caught instanceof ProblemError) return caught.problem;
    throw caught;
  }
  throw new Error('the trace was accepted');
}

describe('trace files', () => {
  it('give back what was written', () => {
    for (const each of traces) expect(readTrace(writeTrace(each))).toEqual(each);
  });

  it('take at most 600 bytes per token on average', () => {
    for (const each of traces) {
      const bytes = new TextEncoder().encode(writeTrace({ ...each, texts: {} })).length;
      expect(bytes / each.records.length).toBeLessThan(600);
    }
  });

  it('of version 1, with statistics by name and no certainties, are read', () => {
    const [header = '', ...lines] = writeTrace(trace).split('\n');
    const older = lines.map((line) => {
      if (!line.startsWith('{"id"')) return line;
      const entry = JSON.parse(line) as { statistics: { numbers: number[] } };
      const { numbers, ...rest } = entry.statistics;
      const [e0, e1, v0, v1, l0, l1, tempered, divergence] = numbers;
      const statistics = { entropy: [e0, e1], varentropy: [v0, v1], logprob: [l0, l1], tempered, divergence, ...rest };
      return JSON.stringify({ ...entry, statistics });
    });
    const read = readTrace([header.replace('"version":2', '"version":1'), ...older].join('\n'));
    expect(read.header.version).toBe(1);
    const { selfCertainty: _, confidence: __, ...statistics } = trace.records[3]?.statistics ?? {};
    expect(read.records[3]?.statistics).toEqual(statistics);
    expect(readTrace(writeTrace(read)).records).toEqual(read.records);
    expect(problemOf(header.replace('"version":2', '"version":3')).message).toMatch(/^Line 1, version/);
  });

  it('hold the text of every candidate, so that no model is needed to show them', () => {
    for (const { statistics } of trace.records)
      for (const [id] of statistics?.before ?? []) expect(trace.texts).toHaveProperty(String(id));
  });

  it('of a run that was cut off are read without an end', () => {
    expect(readTrace(writeTrace({ ...trace, end: null })).end).toBeNull();
  });

  it('name the line and field that is wrong', () => {
    const lines = writeTrace(trace).split('\n');
    expect(problemOf('')).toMatchObject({ code: 'trace-invalid', message: 'The file is empty.' });
    expect(problemOf('{"format":"other"}').message).toMatch(/^Line 1, format/);
    expect(problemOf([lines[0], '{"position":0', ''].join('\n')).message).toBe('Line 2 is not JSON.');
    expect(
      problemOf([lines[0], lines[1]?.replace('"phase":"thinking"', '"phase":"dreaming"')].join('\n')).message,
    ).toMatch(/^Line 2, phase/);
    expect(problemOf([lines[0], lines.find((line) => line.includes('"tokens":0'))].join('\n')).message).toMatch(
      /^Line 2, interventions/,
    );
  });

  it('survive any text: a clear refusal, never another error', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(200), (noise, at) => {
        const text = writeTrace(trace);
        expect(problemOf(`${text.slice(0, at)}${noise}\u0000${text.slice(at + 3, 900)}`).code).toBe('trace-invalid');
      }),
    );
  });
});
