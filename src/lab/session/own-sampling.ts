import type { SamplingSettings } from '../../control/sampling-settings.ts';
import { textsOf, type FieldTexts } from './field-text.ts';

/** What a lane sampled with that the fields of all lanes do not say. */
export function ownSamplingOf(sampling: SamplingSettings, shared: FieldTexts): FieldTexts {
  return Object.fromEntries(Object.entries(textsOf({ ...sampling })).filter(([name, text]) => shared[name] !== text));
}
