import type { SamplingSettings } from '../src/control/sampling-settings.ts';
import type { Settings } from '../src/control/strategy.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { Sample } from '../src/evaluation/sample.ts';

interface StrategySummary {
  readonly strategy: string;
  readonly settings: Settings;
  readonly samples: number;
  readonly correct: number;
  readonly wrong: number;
  readonly noAnswer: number;
  readonly unscored: number;
  /** Problems that did not fit into the model's context; they are in no other figure but `samples`. */
  readonly tooLong: number;
  /** Ended by a limit, and of those the ones that repeated themselves. */
  readonly truncated: number;
  readonly looping: number;
  /** Of the scored samples; null when there are none. */
  readonly accuracy: number | null;
  readonly meanTokens: number;
  readonly meanThinkingTokens: number;
  readonly meanReflections: number;
}

/** What summary.json holds; nothing in it depends on when or how fast it was made. */
export interface Summary {
  readonly task: string;
  readonly model: string;
  /** null when there was no problem to ask one. */
  readonly engine: string | null;
  readonly sampling: SamplingSettings;
  readonly strategies: readonly StrategySummary[];
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function summariseStrategy(samples: readonly Sample[]): readonly StrategySummary[] {
  const [first] = samples;
  if (!first) return [];
  const count = (verdict: Sample['verdict']): number => samples.filter((sample) => sample.verdict === verdict).length;
  const correct = count('correct');
  const unscored = count('unscored');
  const run = samples.filter(({ verdict }) => verdict !== 'too long');
  const scored = run.length - unscored;
  return [
    {
      strategy: first.strategy,
      settings: first.settings,
      samples: samples.length,
      correct,
      wrong: count('wrong'),
      noAnswer: count('no answer'),
      unscored,
      tooLong: count('too long'),
      truncated: run.filter(({ end }) => end === 'length' || end === 'context').length,
      looping: run.filter(({ looping }) => looping).length,
      accuracy: scored === 0 ? null : correct / scored,
      meanTokens: mean(run.map((sample) => sample.tokens)),
      meanThinkingTokens: mean(run.map((sample) => sample.thinkingTokens)),
      meanReflections: mean(run.map((sample) => sample.reflections)),
    },
  ];
}

/** One entry per strategy of the configuration; it may be there twice with different settings. */
export function summarise(
  { task, model, sampling, seed, strategies }: Configuration,
  engine: string | null,
  samples: readonly Sample[],
): Summary {
  return {
    task,
    model,
    engine,
    sampling: { ...sampling, seed },
    strategies: strategies.flatMap(({ hash }) =>
      summariseStrategy(samples.filter(({ strategyHash }) => strategyHash === hash)),
    ),
  };
}

/** The summary as a table for the terminal. */
export function tabulate({ strategies }: Summary): string {
  const header = [
    'strategy',
    'samples',
    'accuracy',
    'no answer',
    'truncated',
    'looping',
    'too long',
    'mean tokens',
    'mean reflections',
  ];
  // A letter, because a strategy may run twice with different settings.
  const names = strategies.map((row, index) => `${String.fromCharCode(65 + index)} ${row.strategy}`);
  const rows = strategies.map((row, index) => [
    names[index] ?? '',
    String(row.samples),
    row.accuracy === null ? 'unscored' : `${(100 * row.accuracy).toFixed(1)} %`,
    String(row.noAnswer),
    String(row.truncated),
    String(row.looping),
    String(row.tooLong),
    row.meanTokens.toFixed(1),
    row.meanReflections.toFixed(2),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  // Settings are too many for a column.
  const settings = strategies.flatMap((row, index) => {
    const values = Object.entries(row.settings).map(([name, value]) => `${name}=${String(value)}`);
    return values.length === 0 ? [] : [`${names[index] ?? ''}: ${values.join(' ')}`];
  });
  return [[header, ...rows].map(line).join('\n'), ...settings].join('\n');
}
