import { ProblemError } from './errors.ts';
import type { MethodDefinition, Settings, SettingSpec } from './strategy.ts';
import type { SettingValue } from './vocabulary.ts';

/** What values a setting takes, in words. */
export function describeRange(spec: SettingSpec): string {
  if (spec.kind === 'choice') return `one of ${spec.options.map((option) => option.value).join(', ')}`;
  const noun = spec.kind === 'integer' ? 'a whole number' : 'a number';
  return `${noun} from ${spec.min} to ${spec.max}`;
}

function isAllowed(spec: SettingSpec, value: unknown): value is SettingValue {
  if (spec.kind === 'choice') return spec.options.some((option) => option.value === value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (spec.kind === 'integer' && !Number.isInteger(value)) return false;
  return value >= spec.min && value <= spec.max;
}

/** Why `value` does not fit, or undefined when it does. The one check behind code, command line and lab. */
export function settingFault(name: string, spec: SettingSpec, value: unknown): string | undefined {
  if (isAllowed(spec, value)) return undefined;
  return `${name} is ${String(value)}, but must be ${describeRange(spec)}.`;
}

/**
 * Fills what is not given from the defaults and checks every value.
 * Throws `setting-invalid` for an unknown name or a value outside its range.
 */
export function checkSettings(
  owner: Pick<MethodDefinition, 'id' | 'settings' | 'defaults'>,
  given: Readonly<Record<string, unknown>>,
): Settings {
  const checked: Record<string, SettingValue> = { ...owner.defaults };
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(owner.settings, name) ? owner.settings[name] : undefined;
    const fullName = `${owner.id}.${name}`;
    if (!spec) {
      const known = Object.keys(owner.settings);
      throw new ProblemError(
        'setting-invalid',
        `There is no setting ${fullName}.`,
        known.length > 0 ? `${owner.id} has: ${known.join(', ')}.` : `${owner.id} has no settings.`,
      );
    }
    if (!isAllowed(spec, value)) {
      throw new ProblemError(
        'setting-invalid',
        `${fullName} is ${String(value)}, but must be ${describeRange(spec)}.`,
        'Choose a value in that range, or leave it out to use the default.',
      );
    }
    checked[name] = value;
  }
  return checked;
}

/** Reads a setting from text, as a command line or an input field gives it; numbers that do not parse stay text and fail the check. */
export function parseSettingText(spec: SettingSpec, text: string): SettingValue {
  if (spec.kind === 'choice') return text;
  return text.trim() === '' ? Number.NaN : Number(text);
}
