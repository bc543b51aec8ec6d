import { test } from '@playwright/test';
import { readCampaign } from './campaign/campaign-options.ts';
import { createDice } from './campaign/dice.ts';
import { FAULT_KINDS } from './campaign/fault-kinds.ts';
import { noteOutcome } from './campaign/outcomes.ts';
import { closeScene, openScene } from './campaign/scene.ts';
import { SETUPS } from './campaign/setups.ts';

// A load, a run, another load and the reference, on machines that may be busy.
test.describe.configure({ timeout: 300_000 });

const { seed, from, count, kinds } = readCampaign(process.env);

/** `npm run test:faults` runs many; `npm test` one of each kind that needs no GPU. */
for (let fault = from; fault < from + count; fault += 1) {
  const [name = '', act] = FAULT_KINDS[fault % kinds] ?? [];
  test(`fault ${fault} of seed ${seed}: ${name}`, async ({ browser, baseURL }) => {
    const dice = createDice(seed, fault);
    const scene = await openScene(browser, baseURL ?? '', { dice, setup: dice.pick(SETUPS), engine: 'wasm' });
    try {
      const outcome = await act?.(browser, scene);
      if (outcome) noteOutcome({ seed, fault, name, outcome });
    } catch (caught) {
      noteOutcome({ seed, fault, name, outcome: 'lost' });
      throw caught;
    } finally {
      await closeScene(scene);
    }
  });
}
