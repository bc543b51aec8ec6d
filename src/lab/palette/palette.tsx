import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { commands, type Command } from './commands.ts';
import { matching } from './matching.ts';
import styles from './palette.module.css';

const KEYS = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

/** Everything that can be done, by name: opened by a button or by Ctrl K from anywhere. */
export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  /** What was possible when it was opened; null while it is closed. */
  const [offered, setOffered] = useState<readonly Command[] | null>(null);

  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      // The dialog knows: what is offered is given up a moment after it was closed.
      setOffered(dialog.current?.open ? null : commands());
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);

  useEffect(() => {
    // The browser gives the focus back to where it was.
    if (offered) dialog.current?.showModal();
    else dialog.current?.close();
  }, [offered]);

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        title={`Everything that can be done, by name (${KEYS})`}
        onClick={() => setOffered(commands())}
      >
        Commands
      </button>
      <dialog
        ref={dialog}
        className={styles.palette}
        aria-label="Commands"
        onClose={({ currentTarget }) => {
          // By now it may have been opened again.
          if (!currentTarget.open) setOffered(null);
        }}
      >
        {offered && (
          <Search
            offered={offered}
            onClose={() => setOffered(null)}
            onChoose={(command) => {
              dialog.current?.close();
              command.perform();
            }}
          />
        )}
      </dialog>
    </>
  );
}

interface SearchProps {
  readonly offered: readonly Command[];
  readonly onClose: () => void;
  readonly onChoose: (command: Command) => void;
}

function Search({ offered, onClose, onChoose }: SearchProps) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = matching(offered, typed);
  const at = Math.min(chosen, found.length - 1);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const command = found[at];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((at + step + found.length) % found.length);
    } else if (event.key === 'Enter' && command) {
      event.preventDefault();
      onChoose(command);
    }
  }

  return (
    <>
      <div className={styles.top}>
        <input
          type="text"
          className={styles.field}
          role="combobox"
          aria-label="Command"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          placeholder="What should happen?"
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, place) => (
          // The field keeps the focus; it passes the keys on.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.title}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={styles.command}
            onClick={() => onChoose(command)}
          >
            {command.title}
            {command.keys !== undefined && <kbd>{command.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>No command has these words.</p>}
    </>
  );
}
