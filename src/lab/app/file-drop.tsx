import { useState, type ReactNode } from 'react';

interface FileDropProps {
  readonly className?: string | undefined;
  /** To be read before the first wait: the browser empties it with the event. */
  readonly onDrop: (dropped: DataTransfer) => void;
  readonly children: ReactNode;
}

/** A part of the page that takes files which are dropped on it; `data-over` is true while some are held above it. */
export function FileDrop({ className, onDrop, children }: FileDropProps) {
  const [over, setOver] = useState(false);
  return (
    <div
      // For the pointer alone: what is in it has a button that does the same.
      role="presentation"
      className={className}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
    </div>
  );
}
