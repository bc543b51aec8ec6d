import { ProblemError } from '../../control/errors.ts';

/** The library keeps its configuration files under this name; what it has is not fetched again. */
const CACHE = 'webllm/config';
/** Tokenizers of large vocabularies take 10 MB. */
const LARGEST_TEXT = 64_000_000;

/** Where the files of a model lie: the library adds the branch where an address names none. */
export function filesOf(address: string): string {
  const base = address.endsWith('/') ? address : `${address}/`;
  return /\/resolve\/[^/]+\/$/.test(base) ? base : `${base}resolve/main/`;
}

async function fetchText(url: string): Promise<string | undefined> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (kept) return kept.text();
  let response: Response;
  try {
    response = await fetch(url);
  } catch (caught) {
    throw new ProblemError('model-missing', `${url} could not be fetched.`, 'Check the connection and try again.', {
      cause: caught,
    });
  }
  if (response.status === 404) return undefined;
  if (!response.ok) {
    throw new ProblemError(
      'model-missing',
      `The server does not give ${url} (HTTP ${response.status}).`,
      'Try again later.',
    );
  }
  const text = await response.text();
  if (text.length > LARGEST_TEXT) {
    throw new ProblemError(
      'model-unsupported',
      `${url} has more than ${LARGEST_TEXT} characters.`,
      'Choose another model.',
    );
  }
  await cache.put(url, new Response(text));
  return text;
}

/** The parsed file, or undefined where the model has none. Throws `model-missing` or `model-damaged`. */
export async function readModelJson(base: string, name: string): Promise<unknown> {
  const text = await fetchText(base + name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (caught) {
    throw new ProblemError('model-damaged', `${base}${name} is no JSON.`, 'Choose another model.', { cause: caught });
  }
}

/** Deletes what the library's own deletion leaves: the list of weights, and what was kept beside its files. */
export async function forgetModelFiles(base: string): Promise<void> {
  for (const name of [CACHE, 'webllm/model']) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (url.startsWith(base)) await cache.delete(url);
  }
}
