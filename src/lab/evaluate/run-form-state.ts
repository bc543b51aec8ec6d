import { create } from 'zustand';
import { SAMPLING_DEFAULTS } from '../../control/sampling-settings.ts';
import type { SettingSpec } from '../../control/strategy.ts';
import { textsOf, type FieldTexts } from '../session/field-text.ts';
import { DEFAULT_MAX_TOKENS } from '../session/lab-state.ts';
import { armStrategy, type ArmSetup, type ArmStrategy } from './arms.ts';
import { createTaskActions, type TaskState } from './task-actions.ts';

const whole = (label: string, max: number, help: string): SettingSpec => ({
  kind: 'integer',
  min: 1,
  max,
  step: 1,
  label,
  help,
  main: true,
});

export const LIMIT_SPEC = whole('Problems', 100_000, 'The first ones of the task.');
export const SAMPLES_SPEC = whole('Samples', 64, 'Of each problem under each strategy.');

interface RunForm {
  readonly task: TaskState | null;
  readonly limit: string;
  readonly samples: string;
  readonly sampling: FieldTexts;
  readonly maxTokens: string;
  readonly arms: readonly ArmSetup[];
  readonly setField: (field: 'limit' | 'samples' | 'maxTokens', text: string) => void;
  readonly setSampling: (name: string, text: string) => void;
  readonly setArms: (arms: readonly ArmSetup[]) => void;
  readonly changeStrategy: (arm: number, place: number, strategy: ArmStrategy) => void;
  readonly chooseTask: (model: string, name: string) => Promise<void>;
  readonly openTask: (file: File) => Promise<void>;
}

export const useRunForm = create<RunForm>()((set) => ({
  task: null,
  limit: '20',
  samples: '1',
  sampling: textsOf({ ...SAMPLING_DEFAULTS }),
  maxTokens: String(DEFAULT_MAX_TOKENS),
  arms: [[armStrategy('plain')], [armStrategy('cyclic-reflex')]],
  setField: (field, text) => set({ [field]: text }),
  setSampling: (name, text) => set(({ sampling }) => ({ sampling: { ...sampling, [name]: text } })),
  setArms: (arms) => set({ arms }),
  changeStrategy: (arm, place, strategy) =>
    set(({ arms }) => ({
      arms: arms.map((setup, index) =>
        index === arm ? setup.map((entry, position) => (position === place ? strategy : entry)) : setup,
      ),
    })),
  ...createTaskActions((task) => set({ task })),
}));

export type RunFields = Pick<RunForm, 'task' | 'limit' | 'samples' | 'sampling' | 'maxTokens' | 'arms'>;
