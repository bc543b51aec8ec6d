import type { Problem } from '../../control/errors.ts';

/** Stands for an error where the browser gave no answer at all. */
export const STORAGE_HANGS = new Error('The browser does not answer.');

const STAYS = 'The run goes on and stays in this page: export it before you close the page.';

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** For a run that is over: nothing will try again. */
export const DELETED: Problem = {
  code: 'storage-lost',
  message: 'This run is no longer saved: the storage of this page was deleted.',
  hint: 'It stays in this page: export it before you close the page.',
};

/** How much of the browser's storage is taken, in words; '' where it does not say. */
async function usageInWords(): Promise<string> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? '' : ` (${mega(usage)} of ${mega(quota)})`;
  } catch {
    return '';
  }
}

/** Why a run is not saved any more, and what to do. */
export async function notSaved(caught: unknown): Promise<Problem> {
  if (caught instanceof DOMException && caught.name === 'QuotaExceededError') {
    return {
      code: 'storage-full',
      message: `This run is no longer saved: the browser's storage is full${await usageInWords()}.`,
      hint: `${STAYS} Delete runs or models that you do not need; saving is tried again.`,
    };
  }
  return {
    code: 'storage-lost',
    message: 'This run is no longer saved: the browser keeps nothing for this page, or its storage was deleted.',
    hint: `${STAYS} Saving is tried again.`,
  };
}
