import { useState, type ReactNode } from 'react';

interface FoldProps {
  readonly className?: string | undefined;
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/** A part that is folded away, and drawn only while it is open: of a long run it may be a large one. */
export function Fold({ className, summary, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={className} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}
