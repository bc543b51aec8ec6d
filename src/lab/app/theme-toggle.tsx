import { nextTheme, useTheme, type Theme } from './theme.ts';

const SIGNS: Readonly<Record<Theme, string>> = { system: '◐', light: '○', dark: '●' };

export function ThemeToggle() {
  const theme = useTheme((state) => state.theme);
  const cycle = useTheme((state) => state.cycle);
  return (
    <button
      type="button"
      onClick={cycle}
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}. Press for ${nextTheme(theme)}.`}
    >
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </button>
  );
}
