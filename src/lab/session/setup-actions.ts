import { presetsFor } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { FieldTexts } from './field-text.ts';
import type { InferenceClient } from './inference-client.ts';
import { suggestedOf, type LabState } from './lab-state.ts';
import type { LabStore } from './lab-store.ts';
import { LANE_LETTERS, strategyIds, type LaneSetup } from './lane-setup.ts';
import { nextForLane, nextToStack } from './lane-stack.ts';
import {
  isUntouched,
  presetOf,
  readSetup,
  setupFromPreset,
  startingSetup,
  type StrategySetup,
  type Suggested,
} from './strategy-setup.ts';

/** `place`: of a strategy in the stack of its lane, from 0. */
export interface SetupActions {
  setPrompt(prompt: string): void;
  setSampling(name: string, text: string): void;
  setMaxTokens(text: string): void;
  setLimit(name: string, text: string): void;
  setStrategy(lane: number, place: number, strategyId: string): void;
  setLaneField(lane: number, place: number, name: string, text: string): void;
  choosePreset(lane: number, place: number, presetId: string): void;
  /** Back to the preset the strategy started from. */
  resetStrategy(lane: number, place: number): void;
  /** Adds the first strategy that may join the lane's; nothing where none may. */
  stackStrategy(lane: number): void;
  /** The last one of a lane stays. */
  removeStrategy(lane: number, place: number): void;
  /** Gives a lane a sampling setting of its own; null takes what all lanes have. */
  setOwnSampling(lane: number, name: string, text: string | null): void;
  /** Gives a lane a model of its own; null for the one that the page uses. */
  setLaneModel(lane: number, model: string | null): void;
  /** Adds a lane with a strategy that no lane has yet, while there are fewer than four. */
  addLane(): void;
  /** Takes a lane away with what ran in it. The last one stays. */
  removeLane(lane: number): void;
  replaceSetup(
    setup: Partial<
      Pick<LabState, 'prompt' | 'given' | 'sampling' | 'ownSampling' | 'laneModels' | 'maxTokens' | 'limits' | 'lanes'>
    >,
  ): void;
  /** Gives lanes that nobody has touched the suggestions of a newly loaded model. */
  adoptSuggestions(before: Suggested): void;
}

export function createSetupActions(store: LabStore, client: InferenceClient): SetupActions {
  let warningRound = 0;

  /** Asks the worker whether the settings can act; answers to older questions are dropped. */
  async function refreshWarnings(): Promise<void> {
    warningRound += 1;
    const round = warningRound;
    const warnings = await Promise.all(
      store.getState().lanes.map((setup) =>
        Promise.all(
          setup.map(async (entry) => {
            const read = readSetup(entry);
            return read.ok ? await client.warning({ id: entry.strategyId, settings: read.settings }) : null;
          }),
        ),
      ),
    );
    if (round === warningRound) store.setState({ warnings });
  }

  function setLanes(lanes: readonly LaneSetup[]): void {
    store.setState({ lanes });
    if (store.getState().model.kind === 'ready') void refreshWarnings();
  }

  function changeLane(lane: number, change: (setup: LaneSetup) => LaneSetup): void {
    setLanes(store.getState().lanes.map((setup, index) => (index === lane ? change(setup) : setup)));
  }

  function changeStrategy(lane: number, place: number, change: (setup: StrategySetup) => StrategySetup): void {
    changeLane(lane, (setup) => setup.map((entry, index) => (index === place ? change(entry) : entry)));
  }

  const suggested = (): Suggested => suggestedOf(store.getState());

  return {
    setPrompt: (prompt) => store.setState({ prompt, promptFault: null }),
    setSampling: (name, text) => store.setState(({ sampling }) => ({ sampling: { ...sampling, [name]: text } })),
    setMaxTokens: (maxTokens) => store.setState({ maxTokens }),
    setLimit: (name, text) => store.setState(({ limits }) => ({ limits: { ...limits, [name]: text } })),
    setStrategy: (lane, place, strategyId) => changeStrategy(lane, place, () => startingSetup(strategyId, suggested())),
    setLaneField: (lane, place, name, text) =>
      changeStrategy(lane, place, (setup) => ({ ...setup, texts: { ...setup.texts, [name]: text } })),
    choosePreset: (lane, place, presetId) =>
      changeStrategy(lane, place, (setup) => {
        const preset = presetsFor(findStrategy(setup.strategyId), suggested()).find(({ id }) => id === presetId);
        return preset ? setupFromPreset(setup.strategyId, preset) : setup;
      }),
    resetStrategy: (lane, place) =>
      changeStrategy(lane, place, (setup) => {
        const preset = presetOf(setup, suggested());
        return preset ? setupFromPreset(setup.strategyId, preset) : startingSetup(setup.strategyId, suggested());
      }),
    stackStrategy: (lane) =>
      changeLane(lane, (setup) => {
        const next = nextToStack(strategyIds(setup), capabilitiesOf(store.getState()));
        return next === null ? setup : [...setup, startingSetup(next, suggested())];
      }),
    removeStrategy: (lane, place) =>
      changeLane(lane, (setup) => (setup.length > 1 ? setup.filter((_, index) => index !== place) : setup)),
    setOwnSampling(lane, name, text) {
      const { ownSampling, lanes } = store.getState();
      const change = (own: FieldTexts): FieldTexts =>
        Object.fromEntries([
          ...Object.entries(own).filter(([other]) => other !== name),
          ...(text === null ? [] : [[name, text] as const]),
        ]);
      store.setState({
        ownSampling: lanes.map((_, index) => {
          const own = ownSampling[index] ?? {};
          return index === lane ? change(own) : own;
        }),
      });
    },
    setLaneModel(lane, model) {
      const { lanes, laneModels } = store.getState();
      store.setState({ laneModels: lanes.map((_, index) => (index === lane ? model : (laneModels[index] ?? null))) });
    },
    addLane() {
      const { lanes } = store.getState();
      if (lanes.length >= LANE_LETTERS.length) return;
      const next = nextForLane(lanes.flatMap(strategyIds), capabilitiesOf(store.getState()));
      setLanes([...lanes, [startingSetup(next, suggested())]]);
    },
    removeLane(lane) {
      const { lanes, warnings, ownSampling, laneModels, comparison, activity } = store.getState();
      if (lanes.length < 2 || activity !== 'idle') return;
      const others = <T>(list: readonly T[]): readonly T[] => list.filter((_, index) => index !== lane);
      const ran = comparison && others(comparison.lanes);
      store.setState({
        warnings: others(warnings),
        ownSampling: others(ownSampling),
        laneModels: others(laneModels),
        comparison: comparison && ran && ran.length > 0 ? { ...comparison, lanes: ran } : null,
      });
      setLanes(others(lanes));
    },
    replaceSetup(setup) {
      // Other lanes have nothing of what these had of their own.
      store.setState({ ...(setup.lanes && { ownSampling: [], laneModels: [] }), ...setup, promptFault: null });
      if (setup.lanes) setLanes(setup.lanes);
    },
    adoptSuggestions(before) {
      setLanes(
        store
          .getState()
          .lanes.map((setup) =>
            setup.map((entry) => (isUntouched(entry, before) ? startingSetup(entry.strategyId, suggested()) : entry)),
          ),
      );
    },
  };
}
