import type { LoadedModel } from '../../../../workers/protocol.ts';
import type { Problem } from '../../../control/errors.ts';
import { MOST_RETRIES } from './worker-state.ts';

/** What was lost, as far as the advice depends on it. */
export interface Loss {
  readonly reason: Problem;
  readonly model: LoadedModel;
  /** Of the longest run that was under way, prompt included; 0 when there was none. */
  readonly length: number;
  /** Of these, generated. */
  readonly tokens: number;
}

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function smallerContext({ length, tokens, model }: Loss): string {
  if (tokens < 2) return 'Close other pages.';
  const fewer = Math.max(1, Math.floor(tokens / 2));
  const bytesOf = (positions: number): string => {
    const each = model.engine.cacheBytesPerToken;
    return each === undefined ? '' : ` (${mega(each * positions)} of cache for each lane)`;
  };
  return `The longest lane held ${length} tokens${bytesOf(length)}; set Maximum tokens to ${fewer}${bytesOf(length - tokens + fewer)} or close other pages.`;
}

function otherEngine({ device }: LoadedModel['engine']): string {
  return device === 'webgpu'
    ? 'The wasm engine is slower and needs no GPU: choose it if this happens again.'
    : 'If this happens again, choose the WebGPU engine, which keeps the cache outside of the page.';
}

/** After the last retry: what happened, and what to change, with the numbers it happened at. */
export function giveUp(loss: Loss): Problem {
  const { reason, model } = loss;
  return {
    code: reason.code,
    message: `${reason.message} It was started again ${MOST_RETRIES} times and lost each time.`,
    hint: `What has come is kept. ${smallerContext(loss)} ${otherEngine(model.engine)}`,
  };
}
