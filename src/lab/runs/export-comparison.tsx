import { toProblem } from '../../control/errors.ts';
import { lab, useLab } from '../session/lab.ts';
import { isOver } from '../session/lane-run.ts';
import { ExportButtons } from './export-buttons.tsx';
import { exportRun, type ExportKind } from './export-run.ts';
import { savedRunOf } from './saved-run.ts';

async function save(kind: ExportKind): Promise<void> {
  const { comparison, model } = lab.store.getState();
  if (!comparison) return;
  const title = model.kind === 'ready' ? model.model.title : '';
  try {
    await exportRun(savedRunOf(comparison, title, Date.now()), kind);
  } catch (caught) {
    lab.store.setState({ problem: toProblem(caught, 'internal', 'Choose another form.') });
  }
}

/** What is on the screen as files, once it is whole. */
export function ExportComparison() {
  const whole = useLab(({ comparison, replaying }) => !replaying && (comparison?.lanes.every(isOver) ?? false));
  return whole && <ExportButtons name="this comparison" onExport={(kind) => void save(kind)} />;
}
