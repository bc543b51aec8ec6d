import { lab, useLab } from '../session/lab.ts';
import { TourButton } from '../tour/tour-button.tsx';
import { READING_SPEED } from './replay.ts';
import { replay } from './runs.ts';
import { nameOfPrompt } from './saved-run.ts';
import styles from './recording-line.module.css';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** Says that what is on the screen is a recording, and plays it back. */
export function RecordingLine() {
  const recording = useLab((state) => state.comparison?.recording ?? null);
  const device = useLab((state) => state.comparison?.lanes[0]?.header?.engine.device ?? '');
  const prompt = useLab((state) => state.comparison?.prompt ?? '');
  const replaying = useLab((state) => state.replaying);
  if (!recording) return null;
  const { name, madeAt, model } = recording;
  return (
    <section className={styles.line} aria-label="Recording">
      <p className={styles.words}>
        <strong className={styles.label}>
          <span aria-hidden="true">◉</span> Recording
        </strong>{' '}
        {/* Until somebody names it, it is called like the problem, which stands above. */}
        {name !== nameOfPrompt(prompt) && `${name} · `}
        {model} on {device}, {DATE.format(madeAt)}. Run makes it live.
      </p>
      {replaying ? (
        <button type="button" onClick={() => replay.showAll()}>
          Show all of it
        </button>
      ) : (
        <button
          type="button"
          title={`${READING_SPEED} tokens a second`}
          onClick={() => {
            const { comparison } = lab.store.getState();
            if (comparison) replay.play({ ...comparison, id: crypto.randomUUID() });
          }}
        >
          Replay at reading speed
        </button>
      )}
      <TourButton />
      <button type="button" aria-label="Close the recording" onClick={() => lab.store.setState({ comparison: null })}>
        Close
      </button>
    </section>
  );
}
