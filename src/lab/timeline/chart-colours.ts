/** The colours of a chart by the names they have in the style sheet. */
const NAMES = [
  'ink',
  'muted',
  'edge',
  'rule',
  'up',
  'down',
  'spread',
  'probed',
  'corrected',
  'ground',
  'lane',
] as const;
export type ChartColours = Readonly<Record<(typeof NAMES)[number], string>>;

/** What the style sheet makes of them at an element now: a canvas knows no variables. */
export function chartColours(element: Element): ChartColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colours = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Record<(typeof NAMES)[number], string>; // one for each of NAMES
}
