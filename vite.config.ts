import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { POLICY_HEADER, policyInPage } from './cli/content-security.ts';
import { offline, OFFLINE_SCRIPT } from './cli/offline-plugin.ts';

/** Cross-origin isolation gives the wasm engine its threads and the page precise clocks. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
};

export default defineConfig({
  plugins: [react(), policyInPage(), offline()],
  // A file that is missing is told to be missing (404), not answered with the page.
  appType: 'mpa',
  // Relative addresses: the build can be served from any folder of a host.
  base: './',
  worker: { format: 'es' },
  assetsInclude: ['**/*.onnx'],
  build: {
    target: 'es2022',
    // Small model files must stay files: as data: addresses the content security policy would not let the worker fetch them.
    assetsInlineLimit: 0,
    // The wasm runtimes are far over the limit by nature; cli/bundle-budget.ts watches what the page loads first.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { index: 'index.html', offline: 'workers/offline.worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'offline' ? OFFLINE_SCRIPT : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { headers: isolation },
  preview: { headers: { ...isolation, 'Content-Security-Policy': POLICY_HEADER } },
});
