import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../control/errors.ts';
import { writeTrace } from '../../decoding/trace-file.ts';
import { readRun, writeRun } from './run-file.ts';
import { comparisonOf, savedRunOf, setupOf } from './saved-run.ts';
import { savedRun } from './test-runs.ts';

const read = (content: string) => readRun(content, () => 'new', 5);
const run = savedRun();
const file = writeRun(run);

/** The message under which a file is refused. */
function refusal(content: string): string {
  try {
    read(content);
  } catch (caught) {
    if (caught instanceof ProblemError && caught.problem.code === 'trace-invalid' && caught.problem.hint !== '')
      return caught.message;
    throw caught;
  }
  return 'It was read.';
}

describe('a run file', () => {
  it('gives back what was written', () => {
    expect(read(file)).toEqual({ ...run, id: 'new' });
  });

  it('takes a bare trace as a run of one lane', () => {
    const [lane] = run.lanes;
    if (!lane) throw new Error('There is no lane.');
    const alone = read(writeTrace(lane.trace));
    expect(alone.lanes.map(({ trace }) => trace)).toEqual([lane.trace]);
    expect(alone.prompt).toBe(run.prompt);
  });

  it('keeps text that looks like a program as text', () => {
    const script = '<script>alert(1)</script>\\def\\a{\\a\\a}\\a';
    const hostile = savedRun([script, script]);
    expect(read(writeRun(hostile)).lanes[0]?.trace.records[0]?.text).toBe(script);
  });
});

describe('a file that is refused', () => {
  const [header = '', ...rest] = file.split('\n');
  const changed = (change: (value: Record<string, unknown>) => void): string => {
    const value = JSON.parse(header) as Record<string, unknown>;
    change(value);
    return [JSON.stringify(value), ...rest].join('\n');
  };

  it.each<[string, string, RegExp]>([
    ['is empty', ' \n', /empty/],
    ['is something else', 'PK\u0003\u0004 a zip', /not JSON/],
    ['is other JSON', '{"format":"other","version":1}\n', /no run of this laboratory/],
    ['is of a newer version', changed((value) => (value['version'] = 7)), /version 7 .* up to 1/],
    ['has a field of another kind', changed((value) => (value['name'] = 7)), /Line 1, name/],
    [
      'has too many lanes',
      changed(
        (value) =>
          (value['lanes'] = Array.from({ length: 9 }, () => ({ tokens: 1, ended: true, elapsedMilliseconds: 1 }))),
      ),
      /Line 1, lanes/,
    ],
    ['lacks a lane', file.slice(0, file.lastIndexOf('{"format"')), /promises 2 lanes and has 1/],
    ['ends in the middle of a line', file.slice(0, -40), /Lane B: Line \d+ is not JSON/],
    ['lacks its last line', file.slice(0, file.lastIndexOf('{"end"')), /cut off: lane B has 3 of 3 tokens, and no end/],
    ['names a strategy that there is not', file.replace('"plain"', '"<b>plain</b>"'), /There is no strategy/],
    [
      'has a setting out of range',
      file.replace('"amplitude":3', '"amplitude":1e9'),
      /Lane B: cyclic-reflex.amplitude is 1000000000/,
    ],
    ['has a token as long as a book', writeRun(savedRun(['x'.repeat(3000)])), /3000 characters/],
    ['holds numbers where texts should be', file.replace('"text":"a"', '"text":1'), /Lane A: Line 2, text/],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });
});

describe('a kept run', () => {
  it('is a comparison again, labelled as a recording, with the fields to run it live', () => {
    const comparison = comparisonOf(run, 'shown');
    expect(comparison.recording).toEqual({ id: run.id, name: run.name, madeAt: run.madeAt, model: 'Ponder' });
    expect(comparison.lanes.map(({ status, records }) => [status, records.length])).toEqual([
      ['finished', 3],
      ['finished', 3],
    ]);
    expect(setupOf(run)).toMatchObject({ prompt: run.prompt, maxTokens: '400', sampling: { seed: '7' } });
    expect(savedRunOf(comparison, 'Ponder', 0)).toEqual({ ...run, id: 'shown' });
  });
});
