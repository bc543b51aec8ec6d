import type { Matrix } from '../../control/matrix.ts';
import type { Capability } from '../../control/strategy.ts';
import type { SerialQueue } from '../serial-queue.ts';
import type { HeadLoss } from './head-loss.ts';
import type { ModelKind } from './model-kind.ts';

/** What every device needs to know of a model that has been checked. */
export interface CheckedModel {
  readonly kind: ModelKind;
  /** The output projection can be read: where the engine has hidden states, they are of use. */
  readonly hasHead: boolean;
  /** The output projection, read on first use. */
  readonly projection: () => Matrix;
  /** SRGen's exact loss. */
  readonly headLoss: HeadLoss;
  readonly queue: SerialQueue;
}

/** `hidden`: hidden states that can be projected. */
export const capabilitiesOf = (hidden: boolean): readonly Capability[] => [
  'bias',
  'entropy',
  'force',
  'rewind',
  'probe',
  ...(hidden ? (['hidden'] as const) : []),
];
