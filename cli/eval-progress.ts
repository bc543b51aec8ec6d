import { laneLetter } from '../src/lab/session/lane-setup.ts';
import type { Sample } from './eval-sample.ts';
import { note } from './output.ts';

export interface Progress {
  /** One comparison: a sample per lane, and how long they took together. */
  add(samples: readonly Sample[], milliseconds: number): void;
  end(): void;
}

/** Least time between two lines, in milliseconds. */
const INTERVAL = 2000;

/** Accuracy over the samples that could be scored, as "12/20 (60 %)". */
function accuracy(correct: number, scored: number): string {
  return scored === 0 ? 'none scored' : `${correct}/${scored} (${Math.round((100 * correct) / scored)} %)`;
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A line on standard error every few seconds: done and left, speed, time left, accuracy so far. */
export function startProgress(total: number, say: (line: string) => void = note): Progress {
  let unreported = 0;
  let elapsed = 0;
  let done = 0;
  let tokens = 0;
  const lanes: { readonly name: string; correct: number; scored: number }[] = [];

  const report = (): void => {
    unreported = 0;
    const speed = elapsed > 0 ? (1000 * tokens) / elapsed : 0;
    const left = (elapsed / done) * (total - done);
    const accuracies = lanes.map(({ name, correct, scored }) => `${name} ${accuracy(correct, scored)}`);
    say(
      [
        `${done} of ${total} done, ${total - done} left`,
        `${speed.toFixed(0)} tokens/s`,
        `${duration(left)} to go`,
        ...accuracies,
      ].join(' · '),
    );
  };

  return {
    add(samples, milliseconds) {
      for (const [index, { strategy, verdict, tokens: more }] of samples.entries()) {
        const lane = (lanes[index] ??= { name: `${laneLetter(index)} ${strategy}`, correct: 0, scored: 0 });
        if (verdict === 'correct') lane.correct += 1;
        if (verdict !== 'unscored') lane.scored += 1;
        tokens += more;
        done += 1;
      }
      elapsed += milliseconds;
      unreported += milliseconds;
      if (unreported >= INTERVAL) report();
    },
    end() {
      if (done > 0 && unreported > 0) report();
    },
  };
}
