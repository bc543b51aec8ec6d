import { findStrategy } from '../../control/strategies/index.ts';
import { settingInWords } from '../session/field-text.ts';
import type { LaneRun, RanStrategy } from '../session/lane-run.ts';
import type { LaneSetup } from '../session/lane-setup.ts';
import { readSetup, type StrategySetup } from '../session/strategy-setup.ts';

function differs(setup: StrategySetup, ran: RanStrategy | undefined): boolean {
  const read = readSetup(setup);
  if (ran?.id !== setup.strategyId || !read.ok) return true;
  return Object.entries(read.settings).some(([name, value]) => ran.settings[name] !== value);
}

/** Whether the text on screen came from other strategies or settings than those in the fields. */
export function isOutdated(setup: LaneSetup, { strategies }: Pick<LaneRun, 'strategies'>): boolean {
  return setup.length !== strategies.length || setup.some((entry, place) => differs(entry, strategies[place]));
}

function describeStrategy({ id, settings }: RanStrategy): string {
  const { title, settings: specs } = findStrategy(id);
  const values = Object.entries(specs)
    .filter(([, spec]) => spec.main)
    .map(([name, spec]) => settingInWords(spec, String(settings[name])));
  return [title, ...values].join(', ');
}

/** What ran, with the settings that matter most. */
export function describeRun({ strategies }: Pick<LaneRun, 'strategies'>): string {
  return strategies.map(describeStrategy).join(', then ');
}

/** The main settings of a lane as they stand in the fields; the strategy in front is named by the field above them. */
export function describeSetup(setup: LaneSetup): string {
  return setup
    .map(({ strategyId, texts }, place) => {
      const { title, summary, settings } = findStrategy(strategyId);
      const values = Object.entries(settings)
        .filter(([, spec]) => spec.main)
        .map(([name, spec]) => settingInWords(spec, texts[name] ?? ''));
      if (place > 0) return [title, ...values].join(', ');
      return values.length > 0 ? values.join(', ') : summary;
    })
    .join(', then ');
}
