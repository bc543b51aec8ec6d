import { useState } from 'react';
import { sizeText } from '../app/size-text.ts';
import { models, useModels } from './models.ts';
import styles from './models-page.module.css';

/** What is kept in this browser, and whether the browser promises to keep it. */
export function StorageSection() {
  const room = useModels((state) => state.list?.room);
  const [refused, setRefused] = useState(false);
  if (!room) return null;
  const ask = async (): Promise<void> => {
    setRefused(!(await navigator.storage.persist()));
    await models.refresh();
  };
  return (
    <section aria-labelledby="storage-title" className={styles.section}>
      <h2 id="storage-title" className={styles.title}>
        Storage
      </h2>
      <p>
        {room.usedBytes === undefined ? 'This browser does not tell what is used' : `${sizeText(room.usedBytes)} used`}
        {room.availableBytes !== undefined && `, ${sizeText(room.availableBytes)} free as the browser tells it`}.
      </p>
      {room.usedBytes !== undefined && room.availableBytes !== undefined && (
        <meter
          className={styles.meter}
          aria-label="Storage used"
          value={room.usedBytes}
          max={room.usedBytes + room.availableBytes}
        />
      )}
      {room.persisted ? (
        <p>The browser has promised to keep it when space runs short.</p>
      ) : (
        <>
          <p className={styles.note}>The browser may clear it when space runs short.</p>
          <button type="button" onClick={() => void ask()}>
            Ask the browser to keep it
          </button>
          <p role="status" className={styles.note}>
            {refused &&
              'The browser did not promise it. Some ask only after the page was installed or bookmarked; nothing is lost until space runs short.'}
          </p>
        </>
      )}
    </section>
  );
}
