import type { DeviceDecision, ModelList, ModelSummary } from '../../../workers/protocol.ts';
import { sizeText } from '../app/size-text.ts';

/** What a model would run on. */
export interface Machine {
  readonly decision: Pick<DeviceDecision, 'device' | 'limits'>;
  readonly room: ModelList['room'];
  /** Gigabytes as the browser tells them, in coarse steps; undefined where it does not. */
  readonly memoryGigabytes: number | undefined;
}

export interface Fit {
  readonly verdict: 'fits' | 'uncertain' | 'refused';
  /** What the verdict rests on, one sentence each. */
  readonly reasons: readonly string[];
}

interface Finding {
  readonly verdict: Fit['verdict'];
  readonly reason: string;
}

/** A wasm module addresses no more, whatever the machine has. */
const WASM_BYTES = 2 ** 32;

function roomFinding({ ready, downloadBytes, storedBytes, source }: ModelSummary, { room }: Machine): Finding[] {
  if (ready || source !== 'hub') return [];
  if (downloadBytes === undefined)
    return [{ verdict: 'uncertain', reason: 'Its size is known once the hub has listed its files.' }];
  const missing = Math.max(0, downloadBytes - storedBytes);
  if (room.availableBytes === undefined)
    return [{ verdict: 'uncertain', reason: `It needs ${sizeText(missing)}; this browser does not tell its room.` }];
  const enough = missing <= room.availableBytes;
  return [
    {
      verdict: enough ? 'fits' : 'refused',
      reason: `It needs ${sizeText(missing)} of room, and there is ${sizeText(room.availableBytes)}.`,
    },
  ];
}

function memoryFinding({ memory, context }: ModelSummary, { decision, memoryGigabytes }: Machine): Finding[] {
  if (!context) return [];
  const tokens = context.tokens.toLocaleString('en');
  if (!memory) {
    return [
      {
        verdict: 'uncertain',
        reason: `The keys and values of two lanes of ${tokens} tokens take ${sizeText(context.bytes)}; the weights come on top, and shorter runs take less.`,
      },
    ];
  }
  const takes = `It takes at least ${sizeText(memory.totalBytes)}: ${sizeText(memory.weightBytes)} of weights, the rest for the keys and values of two lanes of ${tokens} tokens.`;
  if (decision.device === 'wasm' && memory.weightBytes > WASM_BYTES)
    return [{ verdict: 'refused', reason: `${takes} The wasm engine holds 4.29 GB.` }];
  if (decision.device === 'wasm' && memory.totalBytes > WASM_BYTES)
    return [{ verdict: 'uncertain', reason: `${takes} The wasm engine holds 4.29 GB, so long runs will fail.` }];
  if (memoryGigabytes === undefined)
    return [{ verdict: 'uncertain', reason: `${takes} This browser hides its memory.` }];
  if (memory.totalBytes <= memoryGigabytes * 1e9) return [{ verdict: 'fits', reason: takes }];
  return [{ verdict: 'uncertain', reason: `${takes} This browser tells of about ${memoryGigabytes} GB.` }];
}

const ORDER = ['fits', 'uncertain', 'refused'] as const;

/** Whether a model can run here, and why. What only its graph tells (the largest tensor) is checked when it is loaded. */
export function modelFit(model: ModelSummary, machine: Machine): Fit {
  if (model.refused !== null)
    return { verdict: 'refused', reasons: [`${model.refused.charAt(0).toUpperCase()}${model.refused.slice(1)}.`] };
  if (model.source === 'embedded') return { verdict: 'fits', reasons: ['It is made for any machine.'] };
  if (model.source === 'local')
    return { verdict: 'uncertain', reasons: ['What it needs is read from its graph when it is loaded.'] };
  const findings = [...roomFinding(model, machine), ...memoryFinding(model, machine)];
  const worst = Math.max(0, ...findings.map(({ verdict }) => ORDER.indexOf(verdict)));
  return { verdict: ORDER[worst] ?? 'uncertain', reasons: findings.map(({ reason }) => reason) };
}
