import { defineConfig } from '@playwright/test';
import { availableParallelism } from 'node:os';

/** An evaluation as tests, one per chunk of its problems: docs/evaluation.md. */
export default defineConfig({
  testDir: 'cli',
  testMatch: 'eval-chunks.spec.ts',
  globalSetup: './cli/eval-chunks-setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  // A chunk goes on where it broke off.
  retries: 2,
  workers: availableParallelism(),
  // It takes as long as it takes.
  timeout: 0,
  reporter: [['list']],
});
