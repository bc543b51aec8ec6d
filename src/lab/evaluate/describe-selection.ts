import { CHANGES, endInWords } from '../../evaluation/report/render-endings.ts';
import type { Selection } from '../../evaluation/report/select-samples.ts';
import { armTitle } from './arm-title.ts';

/** Which samples these are, in words. */
export function describeSelection(selection: Selection): string {
  const title = 'label' in selection ? armTitle(selection.label) : '';
  switch (selection.kind) {
    case 'all':
      return 'all';
    case 'strategy':
      return title;
    case 'scored':
      return `${title}, scored`;
    case 'verdict':
      return `${title}, ${selection.verdict}`;
    case 'end':
      return `${title}, ended ${endInWords(selection.end)}`;
    case 'looping':
      return `${title}, looping`;
    case 'change':
      return `${title}, ${selection.change === null ? 'with a first answer' : CHANGES[selection.change]}`;
    default:
      if (selection.right === null) return `${title} and the baseline, in pairs`;
      return selection.right === 'strategy'
        ? `${title} right where the baseline is not, in pairs`
        : `the baseline right where ${title} is not, in pairs`;
  }
}
