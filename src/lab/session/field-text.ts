import { parseSettingText, settingFault } from '../../control/settings.ts';
import type { Settings, SettingSpec } from '../../control/strategy.ts';
import type { SettingValue } from '../../control/vocabulary.ts';

/** What a visitor typed, by setting name. Kept as typed, so that a half-written number is neither lost nor corrected. */
export type FieldTexts = Readonly<Record<string, string>>;
export type SettingSpecs = Readonly<Record<string, SettingSpec>>;

export function textsOf(settings: Readonly<Record<string, SettingValue>>): FieldTexts {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

/** "Period C 30 tokens": a setting and what it is set to, in a line of text. */
export function settingInWords(spec: SettingSpec, value: string): string {
  const unit = spec.kind === 'choice' ? undefined : spec.unit;
  if (unit === undefined) return `${spec.label} ${value}`;
  return `${spec.label} ${value}${unit === '%' ? '' : ' '}${unit}`;
}

/** Why one field cannot be used, named by its label as on screen. */
export function fieldFault(spec: SettingSpec, text: string): string | undefined {
  const value = parseSettingText(spec, text);
  const typed = text.trim() === '' ? 'empty' : `“${text.trim()}”`;
  return settingFault(spec.label, spec, Number.isNaN(value) ? typed : value);
}

export type ReadFields =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly fault: string };

/** All fields as settings, or the first fault. */
export function readFields(specs: SettingSpecs, texts: FieldTexts): ReadFields {
  const settings: Record<string, SettingValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const text = texts[name] ?? '';
    const fault = fieldFault(spec, text);
    if (fault !== undefined) return { ok: false, fault };
    settings[name] = parseSettingText(spec, text);
  }
  return { ok: true, settings };
}
