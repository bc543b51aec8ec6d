import { create } from 'zustand';
import { toProblem, type Problem } from '../../control/errors.ts';
import type { Selection } from '../../evaluation/report/select-samples.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { EMBEDDED_MODEL } from '../session/lab-state.ts';
import { embeddedTasks, loadEmbeddedTask } from './embedded-task.ts';
import { NOTHING_OPENED, openFiles, type OpenedFiles } from './open-files.ts';

export const ALL: Selection = { kind: 'all' };

interface View {
  /** Shown instead of the run of this page while there are samples in it. */
  readonly opened: OpenedFiles;
  readonly problem: Problem | null;
  readonly selection: Selection;
  /** Counts presses of figures, so that a second press of the same one leads to its samples again. */
  readonly presses: number;
  readonly open: (files: readonly File[]) => Promise<void>;
  readonly close: () => void;
  readonly select: (selection: Selection) => void;
}

/** The problems of the model's own files that the samples are of; without them there is only no link to the lab. */
async function embeddedItems(samples: readonly Sample[]): Promise<readonly TaskItem[]> {
  const known = embeddedTasks(EMBEDDED_MODEL);
  const names = [...new Set(samples.map(({ task }) => task))].filter((task) => known.includes(task));
  const tasks = await Promise.all(names.map((name) => loadEmbeddedTask(EMBEDDED_MODEL, name).catch(() => null)));
  return tasks.flatMap((task) => task?.items ?? []);
}

export const useView = create<View>()((set, get) => ({
  opened: NOTHING_OPENED,
  problem: null,
  selection: ALL,
  presses: 0,
  async open(files) {
    if (files.length === 0) return;
    set({ problem: null });
    try {
      const opened = await openFiles(get().opened, files);
      const items = [...(await embeddedItems(opened.samples)), ...opened.items];
      set({ opened: { ...opened, items }, selection: ALL });
    } catch (caught) {
      set({ problem: toProblem(caught, 'task-invalid', 'Choose another file.') });
    }
  },
  close: () => set({ opened: NOTHING_OPENED, problem: null, selection: ALL }),
  select: (selection) => set(({ presses }) => ({ selection, presses: presses + 1 })),
}));
