import { useLab } from '../session/lab.ts';

/** Says that a run began and how each lane ended. The streaming text itself is never a live region. */
export function Announcer() {
  const announcement = useLab((state) => state.announcement);
  return (
    <output className="visually-hidden" aria-label="Progress">
      {announcement}
    </output>
  );
}
