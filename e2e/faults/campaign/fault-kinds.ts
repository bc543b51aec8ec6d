import type { Browser } from '@playwright/test';
import { badAnswer, downloadCut } from './kinds/server-faults.ts';
import { clockJumped } from './kinds/clock-jumped.ts';
import { deviceLost } from './kinds/device-lost.ts';
import { quotaExceeded, storageCleared } from './kinds/storage-faults.ts';
import { tabClosed } from './kinds/tab-closed.ts';
import { twoTabs } from './kinds/two-tabs.ts';
import { workerKilled } from './kinds/worker-killed.ts';
import type { Outcome, Scene } from './scene.ts';

/** Does something to a run, sees it through, and fails where a token that was shown is missing afterwards. */
export type FaultKind = (browser: Browser, scene: Scene) => Promise<Outcome>;

/** Those that need no GPU come first. */
export const FAULT_KINDS: readonly (readonly [name: string, kind: FaultKind])[] = [
  ['worker killed', workerKilled],
  ['quota exceeded', quotaExceeded],
  ['download cut', downloadCut],
  ['bad answer of the server', badAnswer],
  ['tab closed', tabClosed],
  ['clock jumped', clockJumped],
  ['two tabs', twoTabs],
  ['storage cleared', storageCleared],
  ['device lost', deviceLost],
];
