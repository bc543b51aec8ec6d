import { EXAMPLES, findExample } from '../session/examples.ts';
import { lab, useLab } from '../session/lab.ts';
import { SelectField } from './select-field.tsx';

const OPTIONS = [
  { value: '', label: 'Pick an example' },
  ...EXAMPLES.map(({ id, problem }, index) => ({ value: id, label: `${index + 1}. ${problem}` })),
];

export function ExamplePicker() {
  const chosen = useLab((state) => findExample(state.prompt)?.id ?? '');
  return (
    <SelectField
      label="Examples"
      value={chosen}
      options={OPTIONS}
      help="Problems with known answers that the model was not trained on."
      onChange={(id) => {
        const example = EXAMPLES.find((candidate) => candidate.id === id);
        if (example) lab.setPrompt(example.problem);
      }}
    />
  );
}
