import type { StrategyDefinition } from '../strategy.ts';

/** Sampling as it is: the lane that others are compared with. */
export const plain: StrategyDefinition = {
  id: 'plain',
  title: 'Plain',
  summary: 'The model as it is, without a controller.',
  source:
    'Temperature and nucleus sampling; Holtzman et al., "The Curious Case of Neural Text Degeneration", ICLR 2020.',
  needs: [],
  settings: {},
  presets: [{ id: 'default', label: 'Default', settings: {}, source: 'There is nothing to set.' }],
  defaults: {},
  neutral: {},
  create: () => ({}),
};
