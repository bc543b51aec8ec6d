import { CHANGES, endInWords } from '../../evaluation/report/render-endings.ts';
import type { Selection } from '../../evaluation/report/select-samples.ts';

/** Which samples these are, in words. */
export function describeSelection(selection: Selection): string {
  switch (selection.kind) {
    case 'all':
      return 'all';
    case 'strategy':
      return selection.label;
    case 'scored':
      return `${selection.label}, scored`;
    case 'verdict':
      return `${selection.label}, ${selection.verdict}`;
    case 'end':
      return `${selection.label}, ended ${endInWords(selection.end)}`;
    case 'looping':
      return `${selection.label}, looping`;
    case 'change':
      return `${selection.label}, ${selection.change === null ? 'with a first answer' : CHANGES[selection.change]}`;
    default:
      if (selection.right === null) return `${selection.label} and the baseline, in pairs`;
      return selection.right === 'strategy'
        ? `${selection.label} right where the baseline is not, in pairs`
        : `the baseline right where ${selection.label} is not, in pairs`;
  }
}
