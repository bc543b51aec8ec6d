import type { Settings } from '../../src/control/strategy.ts';
import { findStrategy } from '../../src/control/strategies/index.ts';
import { recognise } from '../../src/engines/onnx/recognise.ts';
import type { ModelFiles } from './model-files.ts';
import type { WorkerKind } from './page/page.ts';

export const SAME_FILE = 'transformers.js, same file';
export const BEST_FILE = 'transformers.js, fp32 file';
export const LOOP = 'onnxruntime loop';

/** One contender of the turns. */
export interface Runner {
  readonly name: string;
  readonly worker: string;
  readonly kind: WorkerKind;
  readonly task: string;
  readonly settings: Settings;
  readonly weights: string;
}

export function suggestedFor(model: ModelFiles, strategy: string): Settings {
  return { ...model.facts.suggested[strategy] };
}

/** Strategies that this model can run. */
export function possible(model: ModelFiles, strategies: readonly string[]): readonly string[] {
  const recognition = recognise(model.files.get(model.graph) ?? new Uint8Array(0));
  const hasHidden = recognition.ok && recognition.kind.hiddenStates;
  return strategies.filter((id) => hasHidden || !findStrategy(id).needs.includes('hidden'));
}

export function runnersFor(model: ModelFiles, strategies: readonly string[], hasExpanded: boolean): readonly Runner[] {
  const own = { worker: 'own', kind: 'own', weights: 'same file' } as const;
  const transformers = { kind: 'transformers', settings: {} } as const;
  const controlled = strategies.filter(
    (id) => id !== 'plain' && findStrategy(id).needs.every((need) => need === 'bias'),
  );
  const best = { ...transformers, name: BEST_FILE, worker: 'best', task: 'fp32', weights: 'fp32 file' } as const;
  return [
    { ...own, name: 'bare', task: 'bare', settings: {} },
    ...strategies.map((id) => ({ ...own, name: id, task: id, settings: suggestedFor(model, id) })),
    ...controlled.map((id) => ({
      ...own,
      name: `control ${id}`,
      task: `control ${id}`,
      settings: suggestedFor(model, id),
    })),
    { name: LOOP, worker: 'loop', kind: 'loop', task: 'bias', settings: {}, weights: 'same file' },
    { ...transformers, name: SAME_FILE, worker: 'same', task: 'q4', weights: 'same file' },
    ...(hasExpanded ? [best] : []),
  ];
}
