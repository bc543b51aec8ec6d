import { toProblem } from '../../control/errors.ts';
import { sampleKey, type Sample } from '../sample.ts';
import { parseSampleLine, withoutTime } from './sample-lines.ts';

/** A line that could not be used, and why. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface ReadSamples {
  readonly samples: readonly Sample[];
  readonly faults: readonly LineFault[];
}

/**
 * The samples of a file of which nothing is known. A line that cannot be read, or that contradicts an earlier one, is
 * named and left out; an equal repetition is dropped. Blank lines are skipped.
 */
export function readSamples(text: string): ReadSamples {
  const found = new Map<string, Sample>();
  const faults: LineFault[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `Line ${index + 1}`;
    try {
      const sample = parseSampleLine(line, place);
      const earlier = found.get(sampleKey(sample));
      if (!earlier) found.set(sampleKey(sample), sample);
      else if (withoutTime(earlier) !== withoutTime(sample))
        faults.push({
          line: index + 1,
          message: `${place}: the same sample is on an earlier line with another result.`,
        });
    } catch (caught) {
      faults.push({ line: index + 1, message: toProblem(caught, 'task-invalid', '').message });
    }
  }
  return { samples: [...found.values()], faults };
}
