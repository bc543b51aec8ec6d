import type { Preset, StrategyDefinition } from '../strategy.ts';
import type { Offset } from '../intervention.ts';

const CODE = 'maple-research-lab/SLOT, commit ec535cf4';

const published = (id: string, label: string, steps: number, learningRate: number, source: string): Preset => ({
  id,
  label,
  settings: { steps, learningRate },
  source,
});

/** SLOT: one offset of the hidden state, learned on the prompt alone, added at every position of the output. */
export const slot: StrategyDefinition = {
  id: 'slot',
  title: 'SLOT',
  summary: 'Learns one offset of the hidden state on the prompt and adds it at every position.',
  source: `SLOT, arXiv 2505.12392; code ${CODE}.`,
  needs: ['hidden'],
  settings: {
    steps: {
      kind: 'integer',
      min: 0,
      max: 50,
      step: 1,
      label: 'Steps',
      help: 'Steps of AdamW on the prompt. 0 does nothing.',
      main: true,
    },
    learningRate: {
      kind: 'number',
      min: 0.0001,
      max: 10,
      step: 0.01,
      label: 'Learning rate',
      help: 'Of AdamW: no component moves by more than about this times steps.',
      main: true,
    },
  },
  presets: [
    published('code', 'Code: GSM8K', 5, 0.1, CODE),
    published('code-7b-aime', 'Code: R1-Distill-Qwen-7B, AIME 2024', 1, 0.1, `${CODE}, log names`),
    published('code-8b-aime', 'Code: R1-Distill-Llama-8B, AIME 2024', 3, 0.1, `${CODE}, log names`),
    published('code-70b-aime', 'Code: R1-Distill-Llama-70B, AIME 2024', 5, 1, `${CODE}, log names`),
  ],
  defaults: { steps: 5, learningRate: 0.1 },
  neutral: { steps: 0 },
  create(settings) {
    const steps = Number(settings['steps']);
    const learningRate = Number(settings['learningRate']);
    if (steps === 0) return {};
    // It follows from the prompt alone, so a resumed run learns the same again.
    let learned: Offset | undefined;
    return {
      plan: () => (learned ? [learned] : []),
      async review({ temperature }, _past, tools) {
        if (learned) return [];
        const request = { loss: 'exact', over: 'prompt', entropyWeight: 0, temperature, steps, learningRate } as const;
        const { offset: vector, losses } = await tools.correct(request);
        const norm = Math.hypot(...vector);
        const reason = `Learned on the prompt in ${steps} steps: hidden state moved by ${norm.toFixed(3)}`;
        learned = { kind: 'offset', vector, reason, losses };
        return [learned];
      },
    };
  },
  warning: (settings) => (Number(settings['steps']) === 0 ? 'With no steps nothing is learned.' : undefined),
};
