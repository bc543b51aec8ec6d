import { SelectField } from '../compare/select-field.tsx';
import { COLOUR_SCALES, EVENTS } from './colour-scales.ts';
import styles from './text-tools.module.css';
import { useViewOptions, viewOptions } from './view-options.ts';

const COLOURS = [
  { value: EVENTS, label: 'What the strategies did' },
  ...COLOUR_SCALES.map(({ id, label }) => ({ value: id, label })),
];

type Switch = 'whiteSpace' | 'linked' | 'differentOnly';

function SwitchField({ name, label }: { readonly name: Switch; readonly label: string }) {
  const on = useViewOptions((options) => options[name]);
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => viewOptions.setState({ [name]: event.target.checked })}
      />
      {label}
    </label>
  );
}

/** How the text is shown, in all lanes alike. */
export function TextTools() {
  const colour = useViewOptions((options) => options.colour);
  return (
    <fieldset className={styles.tools} aria-label="Text">
      <div className={styles.colour}>
        <SelectField
          label="Colour by"
          value={colour}
          options={COLOURS}
          onChange={(chosen) => viewOptions.setState({ colour: chosen })}
        />
      </div>
      <SwitchField name="differentOnly" label="Different only" />
      <SwitchField name="linked" label="Scroll together" />
      <SwitchField name="whiteSpace" label="White space" />
    </fieldset>
  );
}
