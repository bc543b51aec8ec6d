import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Of the service worker, in the root of the site: it serves what lies beside it. */
export const OFFLINE_SCRIPT = 'offline.js';
/** Files that the build copies as they are. */
const COPIED = ['favicon.svg', 'manifest.webmanifest'];
/** Kept by nobody: WebLLM is for large models, which are fetched when they are asked for. */
const LARGE = /web-?llm/i;

/** Tells the service worker which files this build has. */
export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const script = bundle[OFFLINE_SCRIPT];
        if (script?.type !== 'chunk') return;
        const built = Object.keys(bundle).filter((file) => file !== OFFLINE_SCRIPT && file !== 'index.html');
        const files = [...COPIED, ...built.filter((file) => !LARGE.test(file) && !file.endsWith('.map'))].sort();
        const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
        script.code = `globalThis.OFFLINE=${JSON.stringify({ version, files })};\n${script.code}`;
      },
    },
  };
}
