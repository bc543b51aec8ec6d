import type { SettingSpec } from '../../control/strategy.ts';
import { NumberField } from './number-field.tsx';
import { SelectField } from './select-field.tsx';

interface SettingFieldProps {
  readonly spec: SettingSpec;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly slider?: boolean;
}

/** One adjustable thing of a strategy or of the sampler, by its kind. */
export function SettingField({ spec, text, onChange, slider = false }: SettingFieldProps) {
  return spec.kind === 'choice' ? (
    <SelectField label={spec.label} value={text} options={spec.options} help={spec.help} onChange={onChange} />
  ) : (
    <NumberField spec={spec} text={text} slider={slider} onChange={onChange} />
  );
}
