import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Cross-origin isolation gives the wasm engine its threads and the page precise clocks. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
};

/** Everything but models comes from here, nothing is evaluated from text but WebAssembly. Not in development, where Vite injects scripts and styles. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Models come from the hub; it sends large files from hosts of its own.
  "connect-src 'self' https://huggingface.co https://*.hf.co",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  plugins: [react()],
  // A file that is missing is told to be missing (404), not answered with the page.
  appType: 'mpa',
  // Relative addresses: the build can be served from any folder of a host.
  base: './',
  worker: { format: 'es' },
  assetsInclude: ['**/*.onnx'],
  build: {
    target: 'es2022',
    // Small model files must stay files: as data: addresses the policy above would not let the worker fetch them.
    assetsInlineLimit: 0,
    // The wasm runtimes are far over the limit by nature; cli/bundle-budget.ts watches what the page loads first.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: isolation },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
});
