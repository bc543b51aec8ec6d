/** The scrolling texts of the lanes by lane, and what is needed to move them together. Positions are those of tokens. */
const areas = new Map<number, HTMLElement>();
/** Where an area was put from here: its next scroll event is nobody's wish. */
const expected = new WeakMap<HTMLElement, number>();

/** What a visitor does to scroll: whatever is still being aligned stays where it is then. */
const OWN_WISHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

export function registerArea(lane: number, area: HTMLElement): () => void {
  areas.set(lane, area);
  for (const wish of OWN_WISHES) area.addEventListener(wish, alignNoMore, { passive: true });
  return () => {
    if (areas.get(lane) === area) areas.delete(lane);
    for (const wish of OWN_WISHES) area.removeEventListener(wish, alignNoMore);
  };
}

export function setTop(area: HTMLElement, top: number): void {
  const held = Math.max(0, Math.min(top, area.scrollHeight - area.clientHeight));
  if (Math.abs(area.scrollTop - held) < 1) return;
  expected.set(area, held);
  area.scrollTop = held;
}

export function wasSetHere(area: HTMLElement): boolean {
  const top = expected.get(area);
  expected.delete(area);
  return aligning !== 0 || (top !== undefined && Math.abs(top - area.scrollTop) < 2);
}

interface Box {
  readonly top: number;
  readonly height: number;
  readonly start: number;
  readonly end: number;
}

function boxesOf(area: HTMLElement): readonly HTMLElement[] {
  return [...area.querySelectorAll<HTMLElement>('[data-chunk]')].filter(({ offsetHeight }) => offsetHeight > 0);
}

function boxOf(chunk: HTMLElement): Box {
  return {
    top: chunk.offsetTop,
    height: chunk.offsetHeight,
    start: Number(chunk.dataset['chunk']),
    end: Number(chunk.dataset['end']),
  };
}

/** The last of the chunks, in rising order, for which `isReached` holds; the first where it holds for none. */
function lastReached(chunks: readonly HTMLElement[], isReached: (chunk: HTMLElement) => boolean): Box | null {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const chunk = chunks[middle];
    if (chunk && isReached(chunk)) low = middle;
    else high = middle - 1;
  }
  const found = chunks[low];
  return found ? boxOf(found) : null;
}

/** The token, with a fraction, that stands at a height of the text, in pixels from its beginning. */
function positionAt(chunks: readonly HTMLElement[], height: number): number {
  const box = lastReached(chunks, ({ offsetTop }) => offsetTop <= height);
  if (!box) return 0;
  const share = Math.max(0, Math.min(1, (height - box.top) / box.height));
  return box.start + share * (box.end - box.start);
}

function heightOf(area: HTMLElement, position: number): number {
  const token = area.querySelector<HTMLElement>(`[data-position="${Math.round(position)}"]`);
  if (token && Number.isInteger(position)) {
    return token.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop;
  }
  const box = lastReached(boxesOf(area), (chunk) => Number(chunk.dataset['chunk']) <= position);
  if (!box) return 0;
  return box.top + (box.height * Math.min(position - box.start, box.end - box.start)) / (box.end - box.start);
}

/** The tokens in view. */
export function visibleRange(area: HTMLElement): { readonly from: number; readonly to: number } {
  const chunks = boxesOf(area);
  return {
    from: positionAt(chunks, area.scrollTop),
    to: positionAt(chunks, area.scrollTop + area.clientHeight),
  };
}

/** Moves the other areas to the token at the upper edge of this one, as long as they share it. */
export function bringOthers(lane: number, sharedUntil: (other: number) => number): void {
  const area = areas.get(lane);
  if (!area) return;
  const { from } = visibleRange(area);
  for (const [other, otherArea] of areas) {
    if (other === lane) continue;
    const shared = sharedUntil(other);
    setTop(otherArea, heightOf(otherArea, Math.min(from, shared)));
  }
}

const ROOM_ABOVE = 96;
/** Frames without a change after which lanes count as aligned, and after which it is given up. */
const QUIET = 5;
const PATIENCE = 120;
/** The frame in which lanes are aligned again; 0 when they are. */
let aligning = 0;

function alignNoMore(): void {
  cancelAnimationFrame(aligning);
  aligning = 0;
}

/**
 * Puts one token of every lane at the same height, with the line above it still in view. Where it stands is an estimate
 * until the text around it is drawn, so it is put there again in the frames to come, until nothing moves any more.
 */
export function alignLanes(position: number): void {
  alignNoMore();
  let [quiet, frames] = [0, 0];
  const align = (): void => {
    let still = true;
    for (const area of areas.values()) {
      const before = area.scrollTop;
      setTop(area, heightOf(area, position) - ROOM_ABOVE);
      still &&= before === area.scrollTop;
    }
    quiet = still ? quiet + 1 : 0;
    frames += 1;
    aligning = quiet < QUIET && frames < PATIENCE ? requestAnimationFrame(align) : 0;
  };
  align();
}
