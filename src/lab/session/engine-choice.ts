import type { DeviceChoice } from '../../../workers/protocol.ts';

export const ENGINE_CHOICES: readonly { readonly value: DeviceChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Auto' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'wasm' },
];

export function isDeviceChoice(text: string): text is DeviceChoice {
  return ENGINE_CHOICES.some((choice) => choice.value === text);
}

/** Reads `?engine=` of an address; an unknown value is ignored, and said to be. */
export function engineFromAddress(search: string): { readonly choice: DeviceChoice; readonly notice: string | null } {
  const asked = new URLSearchParams(search).get('engine');
  if (asked === null) return { choice: 'auto', notice: null };
  if (isDeviceChoice(asked)) return { choice: asked, notice: null };
  const shown = asked.length > 40 ? `${asked.slice(0, 40)}…` : asked;
  return {
    choice: 'auto',
    notice: `The address asks for the engine "${shown}", which there is not; Auto is used. Choose auto, webgpu or wasm.`,
  };
}
