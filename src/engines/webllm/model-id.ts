/** Ids of WebLLM's models begin so in the lab, to keep them apart from those of our own catalog. */
const PREFIX = 'webllm:';

export const labIdOf = (libraryId: string): string => PREFIX + libraryId;

/** The library's id of a model, or undefined for one that is none of its list. */
export const libraryIdOf = (labId: string): string | undefined =>
  labId.startsWith(PREFIX) ? labId.slice(PREFIX.length) : undefined;
