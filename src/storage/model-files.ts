import * as v from 'valibot';
import { ProblemError } from '../control/errors.ts';

/** Size and hash of every file of a model, as its export wrote them. */
export const manifestSchema = v.object({
  files: v.array(v.object({ path: v.string(), bytes: v.number(), sha256: v.string() })),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

export interface DownloadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/**
 * Fetches one file of a model and holds it to its manifest. Throws `model-missing` when the server has no such file and
 * `model-damaged` when size or SHA-256 differ.
 */
export async function fetchModelFile(
  url: string,
  path: string,
  manifest: Manifest,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const expected = manifest.files.find((file) => file.path === path);
  if (!expected)
    throw new ProblemError(
      'model-missing',
      `The model's manifest does not name ${path}.`,
      'Rebuild the model with models/training.',
    );
  const response = await request(url, path);
  const bytes = await readBody(response, path, expected.bytes, onProgress);
  if (bytes.length !== expected.bytes) {
    throw damaged(path, `it has ${bytes.length} bytes instead of ${expected.bytes}`);
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== expected.sha256) throw damaged(path, 'its content is not what the manifest promises');
  return bytes;
}

async function request(url: string, path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (caught) {
    throw new ProblemError(
      'model-missing',
      `The model file ${path} could not be fetched.`,
      'Check the connection and try again.',
      { cause: caught },
    );
  }
  if (!response.ok) {
    throw new ProblemError(
      'model-missing',
      `The server has no model file ${path} (HTTP ${response.status}).`,
      'Try again; if that fails, the page was not deployed whole.',
    );
  }
  return response;
}

/** Reads at most one byte more than expected, so that a wrong file cannot fill the memory. */
async function readBody(
  response: Response,
  path: string,
  totalBytes: number,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(totalBytes + 1);
  let loadedBytes = 0;
  if (!response.body) throw damaged(path, 'it is empty');
  const reader = response.body.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) break;
      if (loadedBytes + value.length > totalBytes) throw damaged(path, `it has more than ${totalBytes} bytes`);
      bytes.set(value, loadedBytes);
      loadedBytes += value.length;
      onProgress({ loadedBytes, totalBytes });
    }
  } catch (caught) {
    if (caught instanceof ProblemError) throw caught;
    throw new ProblemError(
      'model-missing',
      `The download of ${path} broke off after ${loadedBytes} of ${totalBytes} bytes.`,
      'Check the connection and try again.',
      { cause: caught },
    );
  } finally {
    reader.cancel().catch(() => undefined); // nothing more is wanted of it, whatever its state
  }
  return bytes.slice(0, loadedBytes);
}

function damaged(path: string, how: string): ProblemError {
  return new ProblemError(
    'model-damaged',
    `The model file ${path} is damaged: ${how}.`,
    'Try again; if that fails, the page was not deployed whole.',
  );
}
