import type { Sample } from '../src/evaluation/sample.ts';
import { duration } from './duration.ts';
import { progressOutput } from './output.ts';

type Counted = Pick<Sample, 'verdict' | 'tokens'>;

export interface Progress {
  /** A sample of an earlier run: it counts for the accuracy, not for the speed. */
  addEarlier(lane: number, sample: Counted): void;
  add(lane: number, sample: Counted): void;
  end(): void;
}

interface Surroundings {
  /** Milliseconds. */
  readonly now: () => number;
  readonly say: (line: string) => void;
  /** Least time between two lines, in milliseconds. */
  readonly interval: number;
}

const usual = (): Surroundings => ({ now: () => performance.now(), ...progressOutput() });

/** Accuracy over the samples that could be scored, as "12/20 (60 %)". */
function accuracy(correct: number, scored: number): string {
  return scored === 0 ? 'none scored' : `${correct}/${scored} (${Math.round((100 * correct) / scored)} %)`;
}

/** A line on standard error now and then: done and left, speed, time left, accuracy so far of every lane. */
export function startProgress(total: number, names: readonly string[], surroundings = usual()): Progress {
  const { now, say, interval } = surroundings;
  const started = now();
  let reportedAt = started;
  let unreported = 0;
  let earlier = 0;
  let done = 0;
  let tokens = 0;
  const lanes = names.map((name) => ({ name, correct: 0, scored: 0, tooLong: 0 }));

  const report = (): void => {
    reportedAt = now();
    unreported = 0;
    const elapsed = reportedAt - started;
    const left = total - earlier - done;
    say(
      [
        `${earlier + done} of ${total} done, ${left} left`,
        `${(elapsed > 0 ? (1000 * tokens) / elapsed : 0).toFixed(0)} tokens/s`,
        `${duration((elapsed / done) * left)} to go`,
        ...lanes.map(
          ({ name, correct, scored, tooLong }) =>
            `${name} ${accuracy(correct, scored)}${tooLong === 0 ? '' : `, ${tooLong} too long`}`,
        ),
      ].join(' · '),
    );
  };
  const count = (lane: number, { verdict }: Counted): void => {
    const entry = lanes[lane];
    if (!entry) return;
    if (verdict === 'correct') entry.correct += 1;
    if (verdict === 'too long') entry.tooLong += 1;
    else if (verdict !== 'unscored') entry.scored += 1;
  };

  return {
    addEarlier(lane, sample) {
      count(lane, sample);
      earlier += 1;
    },
    add(lane, sample) {
      count(lane, sample);
      tokens += sample.tokens;
      done += 1;
      unreported += 1;
      if (now() - reportedAt >= interval) report();
    },
    end() {
      if (unreported > 0) report();
    },
  };
}
