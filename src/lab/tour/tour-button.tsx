import { useTour } from './tour-state.ts';

/** Offers the tour: in words to who has not answered yet, by name alone to all others. */
export function TourButton() {
  const { seen, step, start, end } = useTour();
  if (step !== null) return null;
  if (seen)
    return (
      <button type="button" onClick={start}>
        Tour
      </button>
    );
  return (
    <>
      <button type="button" onClick={start}>
        New here? Take the tour
      </button>
      <button type="button" onClick={end}>
        No tour
      </button>
    </>
  );
}
