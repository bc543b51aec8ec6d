import { useEffect, useMemo, useState } from 'react';
import { NARROW, useMedia } from '../app/use-media.ts';
import { EnsemblePanel } from '../ensemble/ensemble-panel.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import type { TokenRef } from '../inspector/inspection.ts';
import { BrokenOffLine } from '../runs/broken-off-line.tsx';
import { ExportComparison } from '../runs/export-comparison.tsx';
import { RecordingLine } from '../runs/recording-line.tsx';
import { useLab } from '../session/lab.ts';
import { isOver, type LaneRun } from '../session/lane-run.ts';
import { strategyIds, type LaneSetup } from '../session/lane-setup.ts';
import { summarise } from '../session/lane-summary.ts';
import { createPartings } from '../session/partings.ts';
import { MarksTable } from '../timeline/marks-table.tsx';
import { idsOfLane, reflectionIdsOf } from '../session/reflection-ids.ts';
import { SeedsButton, SeedsLoader } from '../seeds/seeds-loader.tsx';
import { FiguresTable } from '../timeline/figures-table.tsx';
import { TimelineLoader } from '../timeline/timeline-loader.tsx';
import { Tour } from '../tour/tour.tsx';
import styles from './compare-page.module.css';
import { ComparisonLine } from './comparison-line.tsx';
import { CopyLink } from './copy-link.tsx';
import { AddLaneButton } from './lane-buttons.tsx';
import { Lane } from './lane.tsx';
import { LaneTabs, tabId } from './lane-tabs.tsx';
import { alignLanes } from '../tokens/lane-scroll.ts';
import { Legend } from '../tokens/legend.tsx';
import { sameParagraphs } from '../tokens/same-paragraphs.ts';
import { TextTools } from '../tokens/text-tools.tsx';
import { useViewOptions } from '../tokens/view-options.ts';
import { PromptBar } from './prompt-bar.tsx';

const NO_LANES: readonly LaneRun[] = [];
const NOT_RUN = { header: null };
const NOTHING_SAME: ReadonlySet<number> = new Set();

export function ComparePage() {
  const setups = useLab((state) => state.lanes);
  const comparison = useLab((state) => state.comparison);
  const reflectionIds = useLab(reflectionIdsOf);
  const narrow = useMedia(NARROW);
  const [active, setActive] = useState(0);
  const seeding = useViewOptions((options) => options.seeds);

  const lanes = comparison?.lanes;
  const [partingsOf] = useState(createPartings);
  const partings = partingsOf(lanes ?? NO_LANES);
  const over = lanes?.every(isOver) ?? false;
  const summaries = useMemo(
    () =>
      comparison ? comparison.lanes.map((run) => summarise(run, idsOfLane(reflectionIds, run), comparison.known)) : [],
    [comparison, reflectionIds],
  );
  const differentOnly = useViewOptions((options) => options.differentOnly);
  const same = useMemo(
    () => (differentOnly && over && lanes ? sameParagraphs(lanes) : []),
    [differentOnly, over, lanes],
  );
  const parting = partings[0] ?? null;
  // Who has followed the tokens to the end sees where the lanes parted.
  useEffect(() => {
    if (over && parting !== null) alignLanes(parting);
  }, [over, parting]);
  // Until someone points at a token, the inspector explains the one that set the lanes apart.
  const offered = useMemo(() => offeredToken(partings), [partings]);

  return (
    <div className={styles.page}>
      <PromptBar />
      <RecordingLine />
      <BrokenOffLine />
      <Tour />
      {narrow && (
        <LaneTabs
          count={setups.length}
          active={active}
          comparison={comparison}
          summaries={summaries}
          onChange={setActive}
        />
      )}
      <div className={styles.tools}>
        {comparison && <ComparisonLine comparison={comparison} partings={partings} onShow={setActive} />}
        <AddLaneButton />
        <SeedsButton />
        <CopyLink />
        <TextTools />
      </div>
      {seeding && <SeedsLoader />}
      <div className={styles.bench}>
        <div id="lanes" tabIndex={-1} className={styles.lanes} data-count={narrow ? 1 : setups.length}>
          {setups.map((setup, lane) =>
            narrow && lane !== active ? null : (
              <Lane
                // oxlint-disable-next-line react/no-array-index-key -- a lane is its place: A stays A whatever runs in it
                key={lane}
                lane={lane}
                setup={setup}
                run={lanes?.[lane]}
                summary={summaries[lane]}
                first={lane > 0 && over ? summaries[0] : undefined}
                partings={partings}
                same={same[lane] ?? NOTHING_SAME}
                gold={comparison?.known.gold ?? ''}
                reflectionIds={idsOfLane(reflectionIds, lanes?.[lane] ?? NOT_RUN)}
                offered={offered?.lane === lane ? offered.position : null}
                tab={narrow ? tabId(lane) : undefined}
              />
            ),
          )}
        </div>
        <Inspector lanes={lanes ?? []} offered={offered} reflectionIds={reflectionIds} />
      </div>
      <ExportComparison />
      <Legend strategies={strategiesOnPage(setups, lanes ?? [])} />
      {comparison && (
        <>
          <TimelineLoader
            lanes={comparison.lanes}
            partings={partings}
            reflectionIds={reflectionIds}
            offered={offered}
          />
          <MarksTable lanes={comparison.lanes} reflectionIds={reflectionIds} />
          <FiguresTable lanes={comparison.lanes} />
        </>
      )}
      <EnsemblePanel />
    </div>
  );
}

/** Those in the fields and those that have run, each once. */
function strategiesOnPage(setups: readonly LaneSetup[], lanes: readonly LaneRun[]): string {
  const ran = lanes.flatMap(({ strategies }) => strategies.map(({ id }) => id));
  return [...new Set([...setups.flatMap(strategyIds), ...ran])].join(' ');
}

/** The parting token in the last lane that has one: lane A is usually the plain one. */
function offeredToken(positions: readonly (number | null)[]): TokenRef | null {
  for (let lane = positions.length - 1; lane >= 0; lane -= 1) {
    const position = positions[lane] ?? null;
    if (position !== null) return { lane, position };
  }
  return null;
}
