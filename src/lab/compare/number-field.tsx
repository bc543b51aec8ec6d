import { useId } from 'react';
import { parseSettingText } from '../../control/settings.ts';
import type { SettingSpec } from '../../control/strategy.ts';
import { fieldFault } from '../session/field-text.ts';
import styles from './number-field.module.css';
import { sliderPosition, sliderValue, SLIDER_STEPS } from './slider-scale.ts';

interface NumberFieldProps {
  readonly spec: Extract<SettingSpec, { kind: 'number' | 'integer' }>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly slider?: boolean;
}

/** A text field rather than type=number: what was typed stays, however wrong, beside what is wrong with it. */
export function NumberField({ spec, text, onChange, slider = false }: NumberFieldProps) {
  const id = useId();
  const fault = fieldFault(spec, text);
  const value = Number(parseSettingText(spec, text));
  const described = fault === undefined ? `${id}-help` : `${id}-help ${id}-fault`;
  return (
    <div className={styles.field} title={spec.help}>
      <label htmlFor={id} className={styles.label}>
        {spec.label}
      </label>
      <div className={styles.inputs}>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className={styles.number}
          value={text}
          aria-invalid={fault !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange(event.target.value)}
        />
        {spec.unit !== undefined && <span className={styles.unit}>{spec.unit}</span>}
        {slider && (
          <input
            type="range"
            className={styles.slider}
            aria-label={`${spec.label}, slider`}
            aria-valuetext={`${text} ${spec.unit ?? ''}`.trim()}
            min={0}
            max={SLIDER_STEPS}
            value={Number.isFinite(value) ? sliderPosition(spec, value) : 0}
            onChange={(event) => onChange(sliderValue(spec, Number(event.target.value)))}
          />
        )}
      </div>
      <span id={`${id}-help`} className="visually-hidden">
        {spec.help}
      </span>
      {fault !== undefined && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
