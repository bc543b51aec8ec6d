import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ensureChromium, launchArguments } from './cli/chromium.ts';

/** Tests of the engine in a real browser, on software WebGPU. `GPU_TESTS=long` runs the long ones instead of the short. */
export default defineConfig(async () => ({
  assetsInclude: ['**/*.onnx'],
  test: {
    include: [process.env['GPU_TESTS'] === 'long' ? 'src/**/*.gpu-long.test.ts' : 'src/**/*.gpu.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: await ensureChromium(), args: launchArguments({ softwareWebGpu: true }) },
      }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
}));
