import type { ReactNode } from 'react';
import type { Selection } from '../../evaluation/report/select-samples.ts';
import styles from './figure-button.module.css';
import { describeSelection } from './describe-selection.ts';
import { useView } from './view-state.ts';

interface FigureButtonProps {
  readonly selection: Selection;
  readonly children: ReactNode;
}

function isSelected(selection: Selection, current: Selection): boolean {
  return JSON.stringify(selection) === JSON.stringify(current);
}

/** A figure that leads to the samples behind it. */
export function FigureButton({ selection, children }: FigureButtonProps) {
  const pressed = useView((state) => isSelected(selection, state.selection));
  const select = useView((state) => state.select);
  return (
    <button type="button" className={styles.figure} aria-pressed={pressed} onClick={() => select(selection)}>
      {children}
      <span className="visually-hidden"> samples: {describeSelection(selection)}</span>
    </button>
  );
}
