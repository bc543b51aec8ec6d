import { useState } from 'react';
import type { StrategyDefinition } from '../../control/strategy.ts';
import { SettingField } from '../compare/setting-field.tsx';
import { readFields, textsOf } from '../session/field-text.ts';
import styles from './methods-page.module.css';
import type { PictureOf } from './picture.ts';
import { Plot } from './plot.tsx';
import { useRecordedTokens } from './recorded-tokens.ts';
import { pictureOf } from './strategy-pictures.ts';

/** What the settings that shape a strategy do, redrawn as they change. Nothing outside this picture changes. */
export function StrategyPicture({ definition }: { readonly definition: StrategyDefinition }) {
  const picture = pictureOf(definition.id);
  return picture && <LivePicture definition={definition} picture={picture} />;
}

interface LivePictureProps {
  readonly definition: StrategyDefinition;
  readonly picture: PictureOf;
}

function LivePicture({ definition, picture }: LivePictureProps) {
  const [texts, setTexts] = useState(() => textsOf(definition.defaults));
  const recorded = useRecordedTokens();
  const read = readFields(definition.settings, texts);
  const fields = picture.fields.flatMap((name) => {
    const spec = definition.settings[name];
    return spec ? [{ name, spec }] : [];
  });
  return (
    <section className={styles.picture} aria-label={`What the settings of ${definition.title} do`}>
      <div className={styles.fields}>
        {fields.map(({ name, spec }) => (
          <SettingField
            key={name}
            spec={spec}
            slider
            text={texts[name] ?? ''}
            onChange={(text) => setTexts({ ...texts, [name]: text })}
          />
        ))}
      </div>
      {read.ok ? <Plot picture={picture.draw(read.settings, recorded)} /> : <p className={styles.note}>{read.fault}</p>}
    </section>
  );
}
