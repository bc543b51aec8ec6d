import { fileURLToPath } from 'node:url';

/** The repository, whatever folder the command was started in; ends with a slash. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
