import { memo, useEffect, useRef } from 'react';
import { lab, useLab } from '../session/lab.ts';
import { ExamplePicker } from './example-picker.tsx';
import styles from './prompt-bar.module.css';
import { RunButton } from './run-button.tsx';
import { SettingsButton } from './settings-button.tsx';
import { useSettingsOpen } from './settings-fold.ts';
import { SharedSettings } from './shared-settings.tsx';
import { SharedSummary } from './shared-summary.tsx';

/** Takes nothing from the page around it, which is drawn anew with every batch of tokens. */
export const PromptBar = memo(function PromptBar() {
  const prompt = useLab((state) => state.prompt);
  const fault = useLab((state) => state.promptFault);
  const open = useSettingsOpen();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (fault !== null) field.current?.focus();
  }, [fault]);
  return (
    <form
      className={styles.bar}
      data-settings={open}
      aria-label="Problem and settings"
      onSubmit={(event) => {
        event.preventDefault();
        void lab.run();
      }}
    >
      <div className={styles.prompt}>
        <label htmlFor="problem" className={styles.label}>
          Problem
        </label>
        <textarea
          ref={field}
          id="problem"
          className={styles.text}
          rows={2}
          value={prompt}
          spellCheck={false}
          aria-invalid={fault !== null}
          aria-describedby="problem-fault"
          onChange={(event) => lab.setPrompt(event.target.value)}
        />
        <p id="problem-fault" role="alert" className={styles.fault}>
          {fault}
        </p>
      </div>
      <div className={styles.go}>
        <ExamplePicker />
        <RunButton />
      </div>
      <div className={styles.settings}>
        {open ? <SharedSettings /> : <SharedSummary />}
        <SettingsButton />
      </div>
    </form>
  );
});
