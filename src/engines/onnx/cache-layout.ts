import type { ModelKind } from './model-kind.ts';

/** The KV cache of a model by the names that public ONNX language models give it. */
export interface CacheLayout {
  /** Names of past inputs, and of the present outputs that replace them, in the same order. */
  readonly past: readonly string[];
  readonly present: readonly string[];
  readonly element: 'float32' | 'float16';
  readonly heads: number;
  readonly headSize: number;
}

export function cacheLayout({ layers, cache }: Pick<ModelKind, 'layers' | 'cache'>): CacheLayout {
  const names = (prefix: string): string[] =>
    Array.from({ length: layers }, (_, layer) => [`${prefix}.${layer}.key`, `${prefix}.${layer}.value`]).flat();
  return { past: names('past_key_values'), present: names('present'), ...cache };
}

export const elementBytes = (element: CacheLayout['element']): number => (element === 'float16' ? 2 : 4);

/** Of the keys and values of all layers. */
export function cacheBytesPerToken({ past, element, heads, headSize }: CacheLayout): number {
  return past.length * heads * headSize * elementBytes(element);
}
