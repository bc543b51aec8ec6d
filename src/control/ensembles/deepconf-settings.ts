import type { SettingSpec } from '../strategy.ts';

export const DEEPCONF_SOURCE = 'DeepConf, Fu et al., arXiv 2508.15260; facebookresearch/deepconf, commit 675529d1';

export const WINDOW_SETTING: SettingSpec = {
  kind: 'integer',
  min: 1,
  max: 100_000,
  step: 1,
  unit: 'tokens',
  label: 'Window',
  help: 'Confidence is averaged over so many drawn tokens. A shorter trace is one window.',
  main: true,
};

export const KEEP_SETTING: SettingSpec = {
  kind: 'number',
  min: 0,
  max: 100,
  step: 5,
  unit: '%',
  label: 'Keep the surest',
  help: 'How many percent of the runs may vote: 10 is DeepConf-low, 90 DeepConf-high.',
  main: true,
};
