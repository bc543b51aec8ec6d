import type { RecordedProbe } from '../../decoding/trace.ts';

/** Names of what strategies measure on a probe. Others are shown under the name in the trace. */
const VALUE_NAMES: Readonly<Record<string, string>> = { suppression: 'suppression probability' };

function formatValue(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

/** The certainty with two decimals, or null for a probe that measured none. */
export function certaintyOf({ values }: RecordedProbe): string | null {
  const certainty = values['certainty'];
  return certainty === undefined ? null : formatValue(certainty);
}

/** What was measured on a probe and what it cost, by name. */
export function probeFigures(probe: RecordedProbe): readonly (readonly [name: string, value: string])[] {
  return [
    ...Object.entries(probe.values).map(([name, value]) => [VALUE_NAMES[name] ?? name, formatValue(value)] as const),
    ['cost', `${probe.cost} ${probe.cost === 1 ? 'token' : 'tokens'}`] as const,
  ];
}

/** "probe, certainty 0.93", for names and tables. */
export function probeWords(probe: RecordedProbe): string {
  const certainty = certaintyOf(probe);
  return certainty === null ? 'probe' : `probe, certainty ${certainty}`;
}
