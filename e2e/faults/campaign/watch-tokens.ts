import type { BrowserContext } from '@playwright/test';

/** The words of a token: what is drawn around them differs. */
export const wordsOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Every token that a page of a context has ever shown in a run, by lane and position: "B 12". */
export type ShownTokens = ReadonlyMap<string, string>;

type Told = readonly [key: string, text: string];

declare global {
  interface Window {
    tellShown?: (tokens: readonly Told[]) => void;
  }
}

/** In the page: tells of every token as it is drawn. */
function observe(): void {
  // Goes into the page with the rest.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const read = (element: Element): Told => {
    const lane = element.closest('[data-lane]')?.getAttribute('data-lane') ?? '';
    const words = [...element.childNodes].filter(
      (node) => !(node instanceof Element && node.className.includes('visually-hidden')),
    );
    return [`${lane} ${element.getAttribute('data-position') ?? ''}`, words.map((node) => node.textContent).join('')];
  };
  new MutationObserver((changes) => {
    // A recording is shown from what is kept, and not by a run.
    if (document.querySelector('[aria-label="Recording"]')) return;
    const told = changes
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter((node) => node instanceof Element)
      .flatMap((node) => [
        ...(node.hasAttribute('data-position') ? [node] : []),
        ...node.querySelectorAll('[data-position]'),
      ])
      .map(read);
    if (told.length > 0) window.tellShown?.(told);
  }).observe(document, { childList: true, subtree: true });
}

/** Notes what the pages of the context show. */
export async function watchTokens(context: BrowserContext): Promise<ShownTokens> {
  const shown = new Map<string, string>();
  await context.exposeBinding('tellShown', (_, told: readonly Told[]) => {
    for (const [key, text] of told) shown.set(key, text);
  });
  await context.addInitScript(observe);
  return shown;
}
