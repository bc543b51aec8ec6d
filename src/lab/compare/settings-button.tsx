import { useSettingsFold, useSettingsOpen } from './settings-fold.ts';

/** Folds the settings away to make room for the text, and back; those of all lanes and of each. */
export function SettingsButton() {
  const open = useSettingsOpen();
  const choose = useSettingsFold((state) => state.choose);
  return (
    <button type="button" aria-expanded={open} onClick={() => choose(!open)}>
      <span aria-hidden="true">{open ? '▾' : '▸'}</span> Settings
    </button>
  );
}
