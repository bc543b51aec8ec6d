import { useId } from 'react';
import styles from './number-field.module.css';

interface SelectFieldProps {
  /** Where something else has to find it. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  /** For screen readers only, where the place says it. */
  readonly labelHidden?: boolean;
  readonly help?: string;
}

export function SelectField({
  id: given,
  label,
  value,
  options,
  onChange,
  disabled = false,
  labelHidden = false,
  help,
}: SelectFieldProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <div className={styles.field} title={help}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
