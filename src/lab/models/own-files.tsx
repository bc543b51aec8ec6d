import { useRef } from 'react';
import type { LocalFile } from '../../../workers/protocol.ts';
import { FileDrop } from '../app/file-drop.tsx';
import { chosenFiles, droppedFiles, nameOfFiles } from './dropped-files.ts';
import { models } from './models.ts';
import styles from './models-page.module.css';

async function add(files: readonly LocalFile[]): Promise<void> {
  if (files.length > 0) await models.addFolder(nameOfFiles(files), files);
}

/** A folder on this machine as a model: it is read where it lies, and nothing is sent anywhere. */
export function OwnFiles() {
  const folder = useRef<HTMLInputElement>(null);
  return (
    <FileDrop onDrop={(dropped) => void droppedFiles(dropped).then(add)}>
      <section aria-labelledby="own-title" className={styles.own}>
        <h2 id="own-title" className={styles.title}>
          Your own
        </h2>
        <p>
          Drop the folder of an ONNX language model here: config.json, tokenizer.json, tokenizer_config.json and a graph
          with a KV cache, as the repositories of onnx-community have them. It is read where it lies and goes nowhere.
          Only open models that you trust.
        </p>
        <button type="button" onClick={() => folder.current?.click()}>
          Choose a folder …
        </button>
        <input
          ref={(element) => {
            folder.current = element;
            // Not among React's properties, but every browser on a desktop knows it.
            element?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          hidden
          multiple
          aria-label="Folder of a model"
          onChange={(event) => {
            void add(chosenFiles(event.target.files ?? []));
            event.target.value = ''; // so that the same folder can be chosen again
          }}
        />
      </section>
    </FileDrop>
  );
}
