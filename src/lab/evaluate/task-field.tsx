import { useEffect } from 'react';
import { SelectField } from '../compare/select-field.tsx';
import { EMBEDDED_MODEL } from '../session/lab-state.ts';
import { embeddedTasks } from './embedded-task.ts';
import { FileButton } from '../app/file-button.tsx';
import { useRunForm } from './run-form-state.ts';
import styles from './run-form.module.css';
import type { TaskState } from './task-actions.ts';

const FROM_FILE = '';

function describeTask(task: TaskState | null): string {
  if (task === null) return '';
  if (task.kind === 'loading') return 'Loading the problems';
  if (task.kind === 'failed') return `${task.problem.message} ${task.problem.hint}`;
  return `${task.task.items.length} problems`;
}

/** The problems: a file of the model's own, or one from disk. */
export function TaskField() {
  const task = useRunForm((state) => state.task);
  const chooseTask = useRunForm((state) => state.chooseTask);
  const openTask = useRunForm((state) => state.openTask);
  const names = embeddedTasks(EMBEDDED_MODEL);
  const [first] = names;
  useEffect(() => {
    if (task === null && first !== undefined) void chooseTask(EMBEDDED_MODEL, first);
  }, [task, first, chooseTask]);
  const file = task?.kind === 'ready' && task.fromFile ? task.task.name : null;
  const chosen = file === null && task ? (task.kind === 'ready' ? task.task.name : task.name) : FROM_FILE;
  const options = names.map((name) => ({ value: name, label: name }));
  const fromFile = { value: FROM_FILE, label: file === null ? 'no problems' : `${file} (file)` };
  return (
    <div className={styles.task}>
      <SelectField
        label="Task"
        value={chosen}
        options={file === null && names.includes(chosen) ? options : [fromFile, ...options]}
        onChange={(name) => {
          if (name !== FROM_FILE) void chooseTask(EMBEDDED_MODEL, name);
        }}
      />
      <FileButton
        label="Open problems …"
        accept=".jsonl,.ndjson,.txt"
        onFiles={([chosenFile]) => {
          if (chosenFile) void openTask(chosenFile);
        }}
      />
      <p className={task?.kind === 'failed' ? styles.fault : styles.note} role="status">
        {describeTask(task)}
      </p>
    </div>
  );
}
