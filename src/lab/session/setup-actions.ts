import { presetsFor } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { readFields } from './field-text.ts';
import type { InferenceClient } from './inference-client.ts';
import { suggestedOf, type LabState } from './lab-state.ts';
import type { LabStore } from './lab-store.ts';
import { isCustom, presetOf, setupFromPreset, startingSetup, type LaneSetup, type Suggested } from './lane-setup.ts';

export interface SetupActions {
  setPrompt(prompt: string): void;
  setSampling(name: string, text: string): void;
  setMaxTokens(text: string): void;
  setStrategy(lane: number, strategyId: string): void;
  setLaneField(lane: number, name: string, text: string): void;
  choosePreset(lane: number, presetId: string): void;
  /** Back to the preset the lane started from. */
  resetLane(lane: number): void;
  replaceSetup(setup: Partial<Pick<LabState, 'prompt' | 'sampling' | 'maxTokens' | 'lanes'>>): void;
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
      store.getState().lanes.map(async ({ strategyId, texts }) => {
        const read = readFields(findStrategy(strategyId).settings, texts);
        return read.ok ? await client.warning({ id: strategyId, settings: read.settings }) : null;
      }),
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

  const suggested = (): Suggested => suggestedOf(store.getState());

  return {
    setPrompt: (prompt) => store.setState({ prompt, promptFault: null }),
    setSampling: (name, text) => store.setState(({ sampling }) => ({ sampling: { ...sampling, [name]: text } })),
    setMaxTokens: (maxTokens) => store.setState({ maxTokens }),
    setStrategy: (lane, strategyId) => changeLane(lane, () => startingSetup(strategyId, suggested())),
    setLaneField: (lane, name, text) =>
      changeLane(lane, (setup) => ({ ...setup, texts: { ...setup.texts, [name]: text } })),
    choosePreset: (lane, presetId) =>
      changeLane(lane, (setup) => {
        const preset = presetsFor(findStrategy(setup.strategyId), suggested()).find(({ id }) => id === presetId);
        return preset ? setupFromPreset(setup.strategyId, preset) : setup;
      }),
    resetLane: (lane) =>
      changeLane(lane, (setup) => {
        const preset = presetOf(setup, suggested());
        return preset ? setupFromPreset(setup.strategyId, preset) : startingSetup(setup.strategyId, suggested());
      }),
    replaceSetup(setup) {
      store.setState({ ...setup, promptFault: null });
      if (setup.lanes) setLanes(setup.lanes);
    },
    adoptSuggestions(before) {
      setLanes(
        store.getState().lanes.map((setup) => {
          const untouched =
            !isCustom(setup, before) && setup.presetId === startingSetup(setup.strategyId, before).presetId;
          return untouched ? startingSetup(setup.strategyId, suggested()) : setup;
        }),
      );
    },
  };
}
