/** Where a key takes the token cursor, or null when the key is not for it. Lines are asked of `lineStep`, which knows the layout. */
export function movedPosition(
  key: string,
  from: number,
  count: number,
  lineStep: (direction: 1 | -1) => number,
): number | null {
  const held = (position: number): number => Math.max(0, Math.min(count - 1, position));
  switch (key) {
    case 'ArrowRight':
      return held(from + 1);
    case 'ArrowLeft':
      return held(from - 1);
    case 'ArrowDown':
      return held(lineStep(1));
    case 'ArrowUp':
      return held(lineStep(-1));
    case 'Home':
      return 0;
    case 'End':
      return held(count - 1);
    default:
      return null;
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** The token on the next or previous line that is nearest below or above; the first or last token when there is no such line. */
export function tokenOnNextLine(
  from: number,
  direction: 1 | -1,
  count: number,
  boxOf: (position: number) => Box | undefined,
): number {
  const start = boxOf(from);
  if (!start) return from;
  let best: { position: number; top: number; distance: number } | undefined;
  for (let position = from + direction; position >= 0 && position < count; position += direction) {
    const box = boxOf(position);
    if (!box || Math.abs(box.top - start.top) < start.height / 2) continue;
    if (best && Math.abs(box.top - best.top) >= start.height / 2) break;
    const distance = Math.abs(box.left - start.left);
    if (!best || distance < best.distance) best = { position, top: box.top, distance };
  }
  return best?.position ?? (direction === 1 ? count - 1 : 0);
}
