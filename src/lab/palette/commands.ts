import { addressOf, PAGE_IDS } from '../app/route.ts';
import { useTheme } from '../app/theme.ts';
import { inspectedToken, inspection, type TokenRef } from '../inspector/inspection.ts';
import { lab } from '../session/lab.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { createPartings } from '../session/partings.ts';
import { idsOfLane, reflectionIdsOf } from '../session/reflection-ids.ts';
import { newSeed } from '../session/seed.ts';
import { startSeeds } from '../seeds/seeds-loader.tsx';
import { markedPositions, reflectionPositions } from '../timeline/marks.ts';
import { timelineRange } from '../timeline/timeline-range.ts';
import { COLOUR_SCALES, EVENTS } from '../tokens/colour-scales.ts';
import { nextIn } from '../tokens/jumps.ts';
import { alignLanes } from '../tokens/lane-scroll.ts';
import { viewOptions } from '../tokens/view-options.ts';

export interface Command {
  readonly title: string;
  /** The keys that do the same, where there are any. */
  readonly keys?: string;
  /** Left out of the list where there is nothing to do. */
  readonly possible?: () => boolean;
  readonly perform: () => void;
}

const partingsOf = createPartings();

function cursor(): TokenRef | null {
  const { comparison } = lab.store.getState();
  const lanes = comparison?.lanes ?? [];
  return inspectedToken({ ...inspection.getState(), hover: null }, lanes.length > 0 ? { lane: 0, position: -1 } : null);
}

/** Goes to the next or previous of some positions of the lane that the cursor is in. */
function jump(title: string, keys: string, targets: typeof markedPositions, direction: 1 | -1): Command {
  const target = (): TokenRef | null => {
    const from = cursor();
    const state = lab.store.getState();
    const run = from && state.comparison?.lanes[from.lane];
    const position = run
      ? nextIn(targets(run.records, idsOfLane(reflectionIdsOf(state), run)), from.position, direction)
      : null;
    return from && position !== null ? { lane: from.lane, position } : null;
  };
  return {
    title,
    keys,
    possible: () => target() !== null,
    perform: () => {
      const to = target();
      if (to) inspection.getState().moveTo(to);
    },
  };
}

function toParting(): TokenRef | null {
  const lanes = lab.store.getState().comparison?.lanes ?? [];
  const [position = null] = partingsOf(lanes);
  return position === null ? null : { lane: cursor()?.lane ?? 0, position };
}

const idle = (): boolean => lab.store.getState().activity === 'idle';

/** Everything that can be asked for by name, in the order in which it is offered. */
export function commands(): readonly Command[] {
  const { lanes } = lab.store.getState();
  return [
    { title: 'Run all lanes', keys: 'Ctrl Enter', possible: idle, perform: () => void lab.run() },
    { title: 'Stop', possible: () => !idle(), perform: () => lab.stop() },
    { title: 'Run 32 seeds', possible: idle, perform: () => void startSeeds() },
    { title: 'New seed', possible: idle, perform: () => lab.setSampling('seed', String(newSeed())) },
    { title: 'Add lane', possible: () => idle() && lanes.length < 4, perform: () => lab.addLane() },
    ...lanes.map((_, lane) => ({
      title: `Remove lane ${laneLetter(lane)}`,
      possible: () => idle() && lanes.length > 1,
      perform: () => lab.removeLane(lane),
    })),
    {
      title: 'Go to where the lanes part',
      keys: 'D',
      possible: () => toParting() !== null,
      perform: () => {
        const to = toParting();
        if (!to) return;
        inspection.getState().moveTo(to);
        alignLanes(to.position);
      },
    },
    jump('Go to the next mark', 'N', markedPositions, 1),
    jump('Go to the mark before', 'Shift N', markedPositions, -1),
    jump('Go to the next reflection', 'R', reflectionPositions, 1),
    jump('Go to the reflection before', 'Shift R', reflectionPositions, -1),
    { title: 'Show the whole run in the timeline', perform: () => timelineRange.setState({ range: null }) },
    { title: 'Colour by what the strategies did', perform: () => viewOptions.setState({ colour: EVENTS }) },
    ...COLOUR_SCALES.map(({ id, label }) => ({
      title: `Colour by ${label.toLowerCase()}`,
      perform: () => viewOptions.setState({ colour: id }),
    })),
    toggle('Different only', 'differentOnly'),
    toggle('Scroll together', 'linked'),
    toggle('White space', 'whiteSpace'),
    { title: 'Next theme', perform: () => useTheme.getState().cycle() },
    ...PAGE_IDS.map((page) => ({
      title: `Open the page ${page}`,
      perform: () => {
        location.hash = addressOf(page);
      },
    })),
  ].filter(({ possible }: Command) => possible?.() ?? true);
}

function toggle(name: string, option: 'differentOnly' | 'linked' | 'whiteSpace'): Command {
  return {
    title: `${viewOptions.getState()[option] ? 'Turn off' : 'Turn on'}: ${name}`,
    perform: () => viewOptions.setState((options) => ({ [option]: !options[option] })),
  };
}
