import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,workers,cli,bench}/**/*.test.{ts,tsx}'],
    // Those need a browser: vitest.gpu.config.ts.
    exclude: ['**/node_modules/**', '**/*.gpu.test.ts', '**/*.gpu-long.test.ts', '**/*.webllm.test.ts'],
    environment: 'node',
    setupFiles: ['src/testing/property-seed.ts'],
    // Machines that run the tests often share few cores; browser tests have their own limit.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
