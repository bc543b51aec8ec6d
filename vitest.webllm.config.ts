import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ensureChromium, launchArguments } from './cli/chromium.ts';

const { WEBLLM_MODEL = '', WEBLLM_MODEL_LIB = '', WEBLLM_PACKAGE = '', WEBLLM_VERSION = '', WEBLLM_GPU } = process.env;

/** The engine contract on the real WebLLM: `npm run test:webllm`. */
export default defineConfig(async () => ({
  define: { WEBLLM_PLACE: { model: WEBLLM_MODEL, modelLib: WEBLLM_MODEL_LIB, version: WEBLLM_VERSION } },
  resolve: { alias: WEBLLM_PACKAGE ? { '@mlc-ai/web-llm': WEBLLM_PACKAGE } : {} },
  server: { fs: { strict: WEBLLM_PACKAGE === '' } },
  test: {
    include: ['src/engines/webllm/*.webllm.test.ts'],
    // A token takes seconds where the processor plays the GPU.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    reporters: ['verbose'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath: await ensureChromium(),
          args: launchArguments({ softwareWebGpu: WEBLLM_GPU !== 'hardware' }),
        },
      }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
}));
