import { create } from 'zustand';
import { readStored, writeStored } from './safe-storage.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'second-thought/theme';

export function readTheme(stored: string | null): Theme {
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}

/** The style sheet reads the attribute; without it the system decides. */
function show(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = theme;
}

interface ThemeState {
  readonly theme: Theme;
  readonly cycle: () => void;
}

export const useTheme = create<ThemeState>()((set, get) => ({
  theme: 'system',
  cycle() {
    const theme = nextTheme(get().theme);
    writeStored(KEY, theme);
    show(theme);
    set({ theme });
  },
}));

/** Before the first paint, so that the page does not flash. */
export function restoreTheme(): void {
  const theme = readTheme(readStored(KEY));
  show(theme);
  useTheme.setState({ theme });
}
