import { defineConfig } from '@playwright/test';
import { findChromium, launchArguments } from './cli/chromium.ts';

const executablePath = findChromium();

function launchOptions(softwareWebGpu: boolean): { executablePath?: string; args: string[] } {
  return { ...(executablePath !== undefined && { executablePath }), args: launchArguments({ softwareWebGpu }) };
}

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/serve.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Two browsers are what two cores carry; software WebGPU alone fills one.
  workers: process.env['CI'] ? 1 : 2,
  // Software WebGPU needs 0.2 s per token after up to 13 s of compiling.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env['SITE_URL'] ?? '',
    // "npx playwright test --retries 1" records what happened before a failure.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    colorScheme: 'light',
    // Requests of a controlled page pass by the tests' own routes; the test of the service worker allows it.
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    { name: 'wasm', testIgnore: '**/webgpu/**', use: { launchOptions: launchOptions(false) } },
    { name: 'webgpu', testMatch: '**/webgpu/*.spec.ts', use: { launchOptions: launchOptions(true) } },
  ],
});
