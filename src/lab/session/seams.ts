import type { TraceHeader } from '../../decoding/trace.ts';

/** The header of a run that was taken up again, with the seams of `before` too. */
export function withSeams(header: TraceHeader, before: TraceHeader | null): TraceHeader {
  const seams = new Set([...(before?.seams ?? []), ...(header.seams ?? [])]);
  return seams.size === 0 ? header : { ...header, seams: [...seams] };
}
