import { useState } from 'react';
import type { StrategyDefinition } from '../../control/strategy.ts';
import { useWidth } from '../app/use-width.ts';
import { SettingField } from '../compare/setting-field.tsx';
import { readFields, textsOf } from '../session/field-text.ts';
import styles from './methods-page.module.css';
import { scheduleOf, type Schedule } from './schedule.ts';

const HEIGHT = 120;
const EDGE = 8;
/** Most positions that are drawn: enough for the longest published period once. */
const MOST = 1200;
const LEAST = 128;

function spanOf(texts: Readonly<Record<string, string>>): number {
  const turns = 2 * Number(texts['period'] ?? texts['wrap'] ?? LEAST / 2);
  return Math.max(LEAST, Math.min(MOST, Number.isFinite(turns) ? Math.ceil(turns) : LEAST));
}

function Curve({ schedule, span }: { readonly schedule: Schedule; readonly span: number }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const values = Array.from({ length: span + 1 }, (_, position) => schedule(position));
  const scale = Math.max(5, ...values.map(Math.abs));
  const x = (position: number): number => (position / span) * width;
  const y = (value: number): number => HEIGHT / 2 - (value / scale) * (HEIGHT / 2 - EDGE);
  const points = values.map((value, position) => `${x(position).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
  return (
    <figure className={styles.figure}>
      <div ref={ref}>
        <svg
          role="img"
          width={width}
          height={HEIGHT}
          aria-label={`Bias on reflection tokens from position 0 to ${span}: between ${lowest} and ${highest} nats`}
        >
          <line className={styles.zero} x1={0} x2={width} y1={y(0)} y2={y(0)} />
          <polyline className={styles.curve} points={points} />
        </svg>
      </div>
      <figcaption className={styles.note}>
        Bias on reflection tokens, ±{scale} nats, over tokens 0 to {span}
      </figcaption>
    </figure>
  );
}

/** What the main settings of a schedule do, redrawn as they change. Nothing outside this picture changes. */
export function SchedulePicture({ definition }: { readonly definition: StrategyDefinition }) {
  const [texts, setTexts] = useState(() => textsOf(definition.defaults));
  const read = readFields(definition.settings, texts);
  const schedule = read.ok ? scheduleOf(definition.id, read.settings) : null;
  if (scheduleOf(definition.id, definition.defaults) === null) return null;
  return (
    <section className={styles.picture} aria-label={`What the settings of ${definition.title} do`}>
      <div className={styles.fields}>
        {Object.entries(definition.settings)
          .filter(([, spec]) => spec.main && spec.kind !== 'choice')
          .map(([name, spec]) => (
            <SettingField
              key={name}
              spec={spec}
              slider
              text={texts[name] ?? ''}
              onChange={(text) => setTexts({ ...texts, [name]: text })}
            />
          ))}
      </div>
      {schedule ? (
        <Curve schedule={schedule} span={spanOf(texts)} />
      ) : (
        <p className={styles.note}>{read.ok ? '' : read.fault}</p>
      )}
    </section>
  );
}
