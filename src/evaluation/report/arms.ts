import type { Sample } from '../sample.ts';
import { groupBy } from './group-by.ts';
import { compareNaturally } from './order.ts';

/** One strategy with its settings on one model, and what it gave. */
export interface Arm {
  readonly label: string;
  readonly strategy: string;
  readonly settings: Sample['settings'];
  readonly strategyHash: string;
  readonly modelHash: string;
  readonly samples: readonly Sample[];
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** The names of the settings in which arms of one strategy are not all alike. */
function differingSettings(arms: readonly Sample[]): string[] {
  const names = [...new Set(arms.flatMap(({ settings }) => Object.keys(settings)))].toSorted(compareNaturally);
  return names.filter((name) => new Set(arms.map(({ settings }) => String(settings[name]))).size > 1);
}

/** The strategy; with the settings that differ where it is there twice; with hashes where those are alike too. */
function labelArms(first: readonly Sample[]): string[] {
  return first.map((arm) => {
    const namesakes = first.filter(({ strategy }) => strategy === arm.strategy);
    if (namesakes.length === 1) return arm.strategy;
    const names = differingSettings(namesakes);
    const describe = ({ strategy, settings }: Sample): string =>
      [strategy, ...names.map((name) => `${name}=${String(settings[name] ?? 'default')}`)].join(' ');
    if (isUnique(namesakes.map(describe))) return describe(arm);
    return `${describe(arm)} #${arm.strategyHash.slice(0, 8)} model ${arm.modelHash.slice(0, 8)}`;
  });
}

/** `ordered` as orderSamples gives it. The baseline comes first, the others as in `order`, then by label. */
export function groupArms(
  ordered: readonly Sample[],
  baseline: string | undefined,
  order: readonly string[] = [],
): Arm[] {
  const groups = groupBy(ordered, ({ strategyHash, modelHash }) => `${strategyHash} ${modelHash}`);
  const lists = [...groups.values()];
  const labels = labelArms(lists.flatMap(([first]) => first ?? []));
  const arms = lists.flatMap((samples, index): Arm[] => {
    const [first] = samples;
    if (!first) return [];
    const { strategy, settings, strategyHash, modelHash } = first;
    return [{ label: labels[index] ?? strategy, strategy, settings, strategyHash, modelHash, samples }];
  });
  const rank = ({ strategy, strategyHash }: Arm): number =>
    (strategyHash === baseline ? 0 : 2) + (strategy === 'plain' ? 0 : 1);
  const place = ({ strategyHash }: Arm): number => {
    const index = order.indexOf(strategyHash);
    return index < 0 ? order.length : index;
  };
  return arms.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      place(a) - place(b) ||
      compareNaturally(a.label, b.label) ||
      compareNaturally(a.strategyHash + a.modelHash, b.strategyHash + b.modelHash),
  );
}

/** Two samples with the same key are samples of the same problem. */
export function problemKey({ task, id, itemHash }: Pick<Sample, 'task' | 'id' | 'itemHash'>): string {
  return JSON.stringify([task, id, itemHash]);
}
