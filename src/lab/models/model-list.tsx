import { memoryGigabytes } from './machine-section.tsx';
import { ModelCard } from './model-card.tsx';
import { modelFit } from './model-fit.ts';
import { useModels } from './models.ts';
import { GENERAL } from './models-state.ts';
import styles from './models-page.module.css';
import { ProblemText } from './problem-text.tsx';

export function ModelList() {
  const list = useModels((state) => state.list);
  const decision = useModels((state) => state.decision);
  const problem = useModels((state) => state.problems[GENERAL]);
  return (
    <section aria-labelledby="models-title" className={styles.section}>
      <h2 id="models-title" className={styles.title}>
        Models
      </h2>
      <p className={styles.note}>
        A run’s memory is mostly keys and values: they grow with its length and follow from a model’s layers, heads and
        number format (16 or 32 bits), so that models of two sizes may need the same, and a larger one less.
      </p>
      <ProblemText problem={problem} />
      {list === null && <p>Looking for models …</p>}
      {list && decision && (
        <ul className={styles.models}>
          {list.models.map((model) => (
            <ModelCard
              key={model.id}
              model={model}
              fit={modelFit(model, { decision, room: list.room, memoryGigabytes })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
