import { plain } from '../../control/strategies/plain.ts';
import type { Trace } from '../../decoding/trace.ts';
import type { KnownAnswer } from '../../evaluation/answer.ts';
import type { Comparison, LabState } from '../session/lab-state.ts';
import { traceOf, waitingRun, type LaneRun } from '../session/lane-run.ts';
import { appendToParagraphs } from '../session/paragraphs.ts';
import { setupFromSettings } from '../session/strategy-setup.ts';
import { ownSamplingOf } from '../session/own-sampling.ts';
import { textsOf } from '../session/field-text.ts';

/** A comparison as it is kept and exported: everything that the page shows of it follows from this. */
export interface SavedRun {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Title of the model, for people; the traces have its id. */
  readonly model: string;
  readonly prompt: string;
  readonly known: KnownAnswer;
  /** Ids that count as reflection tokens. */
  readonly reflectionIds: readonly number[];
  readonly lanes: readonly SavedLane[];
}

export interface SavedLane {
  readonly trace: Trace;
  readonly elapsedMilliseconds: number;
}

const LONGEST_NAME = 80;

/** What a run is called until somebody names it. */
export function nameOfPrompt(prompt: string): string {
  const line = prompt.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

function laneRunOf({ trace, elapsedMilliseconds }: SavedLane, runId: string): LaneRun {
  const { header, records, texts, end } = trace;
  return {
    ...waitingRun(runId, header.strategies),
    status: end ? 'finished' : 'cut-off',
    header,
    records: [...records],
    texts: { ...texts },
    end,
    paragraphs: appendToParagraphs([], records),
    elapsedMilliseconds,
  };
}

/** The run as the Compare page shows it. `id`: another one every time it is opened. */
export function comparisonOf(run: SavedRun, id: string): Comparison {
  const { id: kept, name, madeAt, model, prompt, known, reflectionIds, lanes } = run;
  const header = lanes[0]?.trace.header;
  return {
    id,
    prompt,
    known,
    seed: header?.sampling.seed ?? 0,
    reflectionIds,
    recording: { id: kept, name, madeAt, model },
    keep: false,
    lanes: lanes.map((lane, index) => laneRunOf(lane, `${id}/${index}`)),
  };
}

/** The fields under which Run makes the same comparison live. */
export function setupOf({ prompt, known, lanes }: SavedRun): Partial<LabState> {
  const header = lanes[0]?.trace.header;
  if (!header) return {};
  return {
    prompt,
    given: { prompt, answer: known },
    sampling: textsOf(header.sampling),
    ownSampling: lanes.map(({ trace }) => ownSamplingOf(trace.header.sampling, textsOf(header.sampling))),
    laneModels: lanes.map(({ trace: { header: ran } }) => (ran.reflectionIds ? ran.model : null)),
    maxTokens: String(header.maxTokens),
    lanes: lanes.map(({ trace: { header: ran } }) =>
      (ran.strategies.length === 0 ? [{ id: plain.id, settings: {} }] : ran.strategies).map(({ id, settings }) =>
        setupFromSettings(id, settings),
      ),
    ),
  };
}

/** A comparison to keep or export; lanes of which nothing is known yet are left out. */
export function savedRunOf(comparison: Comparison, model: string, madeAt: number): SavedRun {
  const { id, prompt, known, reflectionIds, lanes, recording } = comparison;
  return {
    id,
    name: recording?.name ?? nameOfPrompt(prompt),
    madeAt: recording?.madeAt ?? madeAt,
    model: recording?.model ?? model,
    prompt,
    known,
    reflectionIds,
    lanes: lanes.flatMap((lane) => {
      const trace = traceOf(lane);
      return trace ? [{ trace, elapsedMilliseconds: lane.elapsedMilliseconds }] : [];
    }),
  };
}
