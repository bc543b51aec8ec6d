/** What runs inside the measured page. Each function is sent there by itself, so none may use another. */
export interface Measured {
  /** Durations of the long tasks, in milliseconds. */
  tasks: number[];
  /** From sending to being in the document, sorted, in milliseconds. */
  latencies: () => readonly number[];
}

declare const window: Window & { measured: Measured };

/** Before the page's own scripts. Browsers tell of tasks from 50 ms on. */
export function collectTasks(): void {
  window.measured = { tasks: [], latencies: () => [] };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.tasks.push(entry.duration);
  });
  observer.observe({ type: 'longtask' });
}

/** Notes when each token first stands in the document, and learns from the stand-in when it was sent. */
export function countArrivals(channel: string): void {
  const arrived = new Map<string, number>();
  const sent = new Map<number, readonly number[]>();
  const note = (element: Element, at: number): void => {
    const lane = element.closest('[data-lane]')?.getAttribute('data-lane');
    const key = `${lane ?? ''} ${element.getAttribute('data-position') ?? ''}`;
    if (!arrived.has(key)) arrived.set(key, at);
  };
  const observer = new MutationObserver((changes) => {
    const at = performance.timeOrigin + performance.now();
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.hasAttribute('data-position')) note(node, at);
        for (const token of node.querySelectorAll('[data-position]')) note(token, at);
      }
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  new BroadcastChannel(channel).addEventListener(
    'message',
    ({ data }: MessageEvent<{ lane: number; sent: number[] }>) => sent.set(data.lane, data.sent),
  );
  window.measured.latencies = () =>
    [...sent]
      .flatMap(([lane, times]) =>
        times.map((time, position) => (arrived.get(`${lane === 0 ? 'A' : 'B'} ${position}`) ?? Infinity) - time),
      )
      .sort((a, b) => a - b);
}

/** Presses what has this text, in an entry that has that one; seconds until both lanes have text on the screen. */
export async function pressAndSeeText([within, pressed]: readonly [string, string]): Promise<number> {
  const entry = [...document.querySelectorAll('li, nav')].find(({ textContent }) => textContent.startsWith(within));
  const candidates = [...(entry?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const started = performance.now();
  candidates.find(({ textContent }) => textContent.startsWith(pressed))?.click();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (document.querySelector('[data-lane="B"] [data-position]'))
        requestAnimationFrame(() => setTimeout(resolve, 0));
      else requestAnimationFrame(look);
    };
    look();
  });
  return (performance.now() - started) / 1000;
}

/** Every lane from its first token to its last, a screen a frame. */
export async function scrollToEnd(): Promise<void> {
  for (const area of document.querySelectorAll<HTMLElement>('[data-text]')) {
    area.scrollTop = 0;
    while (area.scrollTop + area.clientHeight < area.scrollHeight - 2) {
      area.scrollTop += area.clientHeight;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }
}
