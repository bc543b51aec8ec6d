import { useState } from 'react';
import { findStrategy, STRATEGIES } from '../../control/strategies/index.ts';
import { plain } from '../../control/strategies/plain.ts';
import { SAMPLING_DEFAULTS } from '../../control/sampling-settings.ts';
import { startingSettings } from '../../control/presets.ts';
import { compareLink } from '../compare-link.ts';
import { EXAMPLES } from '../session/examples.ts';
import { useLab } from '../session/lab.ts';
import { DEFAULT_MAX_TOKENS, suggestedOf } from '../session/lab-state.ts';
import { MarkdownView } from './markdown-view.tsx';
import { documentOf, measuredOf } from './method-documents.ts';
import styles from './methods-page.module.css';
import { StrategyPicture } from './strategy-picture.tsx';

/** Every strategy explained, from the documents of the repository and the definitions that run. */
export function MethodsPage() {
  const [shown, setShown] = useState('cyclic-reflex');
  return (
    <div className={styles.page}>
      <nav aria-label="Strategies" className={styles.names}>
        {STRATEGIES.map(({ id, title }) => (
          <button key={id} type="button" aria-current={id === shown ? 'true' : undefined} onClick={() => setShown(id)}>
            {title}
          </button>
        ))}
      </nav>
      <Method key={shown} id={shown} />
    </div>
  );
}

function Method({ id }: { readonly id: string }) {
  const definition = findStrategy(id);
  const { title, summary } = definition;
  const measured = measuredOf(id);
  return (
    <article className={styles.method} aria-labelledby="method-title">
      <h2 id="method-title" className={styles.title}>
        {title}
      </h2>
      <p className={styles.summary}>{summary}</p>
      <TryLink id={id} />
      <StrategyPicture definition={definition} />
      <MarkdownView blocks={documentOf(id)} />
      <h3 className={styles.heading}>Measured here</h3>
      {measured ? (
        <MarkdownView blocks={[measured]} />
      ) : (
        <p className={styles.note}>
          Not measured yet: <code>npm run eval -- results</code> writes the table that is shown here. The Evaluate page
          measures it on this machine.
        </p>
      )}
    </article>
  );
}

/** Opens and runs it beside plain decoding, with the settings that the lab starts it with. */
function TryLink({ id }: { readonly id: string }) {
  const suggested = useLab(suggestedOf);
  const [example] = EXAMPLES;
  if (id === plain.id || !example) return null;
  const address = compareLink({
    prompt: example.problem,
    answer: { gold: example.answer },
    lanes: [
      { strategy: plain.id, settings: {} },
      { strategy: id, settings: { ...startingSettings(findStrategy(id), suggested) } },
    ],
    sampling: { ...SAMPLING_DEFAULTS },
    maxTokens: DEFAULT_MAX_TOKENS,
  });
  return address !== null && <a href={address}>Run it beside plain decoding</a>;
}
