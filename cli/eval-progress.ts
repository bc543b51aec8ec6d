import type { Sample } from './eval-sample.ts';
import { note } from './output.ts';

export interface Progress {
  add(sample: Sample): void;
  end(): void;
}

/** Accuracy over the samples that could be scored, as "12/20 (60 %)". */
function accuracy(correct: number, scored: number): string {
  return scored === 0 ? 'none scored' : `${correct}/${scored} (${Math.round((100 * correct) / scored)} %)`;
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A line on standard error every few seconds: done and left, speed, time left, accuracy so far. */
export function startProgress(total: number, now: () => number = () => performance.now(), say: (line: string) => void = note): Progress {
  const started = now();
  let lastLine = started;
  let done = 0;
  let tokens = 0;
  const verdicts = new Map<string, { correct: number; scored: number }>();

  const report = (): void => {
    const elapsed = now() - started;
    const speed = elapsed > 0 ? (1000 * tokens) / elapsed : 0;
    const left = (elapsed / done) * (total - done);
    const accuracies = [...verdicts].map(([strategy, { correct, scored }]) => `${strategy} ${accuracy(correct, scored)}`);
    say([`${done} of ${total} done, ${total - done} left`, `${speed.toFixed(0)} tokens/s`, `${duration(left)} to go`, ...accuracies].join(' · '));
    lastLine = now();
  };

  return {
    add({ strategy, verdict, tokens: more }) {
      done += 1;
      tokens += more;
      const count = verdicts.get(strategy) ?? { correct: 0, scored: 0 };
      if (verdict === 'correct') count.correct += 1;
      if (verdict !== 'unscored') count.scored += 1;
      verdicts.set(strategy, count);
      if (now() - lastLine >= 2000) report();
    },
    end() {
      if (done > 0) report();
    },
  };
}
