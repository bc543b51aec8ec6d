import { lazy, Suspense, type ComponentProps } from 'react';
import styles from './timeline.module.css';
import type { Timeline as TimelineType } from './timeline.tsx';

type TimelineProps = ComponentProps<typeof TimelineType>;

function Missing() {
  return <p role="alert">The timeline could not be loaded. Check the connection and reload.</p>;
}

/** The charts are fetched once there is something to draw. */
const Timeline = lazy(() =>
  import('./timeline.tsx').then(
    (module) => ({ default: module.Timeline }),
    () => ({ default: Missing }),
  ),
);

export function TimelineLoader(props: TimelineProps) {
  return (
    <Suspense fallback={<section className={styles.timeline} aria-label="Timeline" data-lanes={props.lanes.length} />}>
      <Timeline {...props} />
    </Suspense>
  );
}
