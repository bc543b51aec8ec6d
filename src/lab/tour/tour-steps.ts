export interface TourStep {
  readonly title: string;
  readonly words: string;
  /** What it is about; outlined while it is explained. */
  readonly selector: string;
}

/** On the recorded comparison, in the order in which a page is read. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'One problem, two strategies',
    words:
      'Both lanes solve the same problem with the same random numbers. A is the model as it is; B has a strategy between its logits and the sampler.',
    selector: '#lanes',
  },
  {
    title: 'Where they part',
    words:
      'Grey text is the same in both. A rule marks the first token that differs: whatever comes after it was caused by the strategy, not by chance.',
    selector: '[data-lane="B"]',
  },
  {
    title: 'Why',
    words:
      'Point at a token, or move with the arrow keys: the inspector has the candidates before and after, and the rule that fired, in words.',
    selector: 'aside',
  },
  {
    title: 'The course of it',
    words:
      'Under the text, every lane on one token axis: the bias, the entropy, and a mark wherever something was done. It zooms with the text.',
    selector: 'section[aria-label="Timeline"]',
  },
  {
    title: 'Now live',
    words:
      'Run does the same on your machine, with the model that comes with the page. Change the problem, the strategy or the seed and run again; every run is kept under Runs.',
    selector: 'textarea',
  },
];
