import { measureControl } from '../bench/control.ts';
import { describeFigure, meetsTarget, type Figure } from '../bench/figure.ts';
import { measureProbe } from '../bench/probe.ts';
import { measureMemory } from '../bench/memory.ts';
import { measureSrgen } from '../bench/srgen.ts';
import { measureSrgenOnPonder } from '../bench/srgen-ponder.ts';
import { measureSrgenOnWebGpu } from '../bench/srgen-webgpu.ts';
import { measureLab } from '../bench/lab.ts';
import { measureStart } from '../bench/start.ts';
import { measureStreams } from '../bench/streams.ts';
import { measureEngine } from '../bench/engine/measure-engine.ts';
import { BenchResults } from '../bench/engine/results.ts';
import { ENGINE_HELP, readEngineOptions } from '../bench/engine/options.ts';
import { benchTable } from '../bench/engine/table.ts';
import { parseCommandLine } from './arguments.ts';
import { UsageError } from './failure.ts';
import { note, print } from './output.ts';
import { closeAtExit } from './shutdown.ts';

const BENCHES = {
  start: { summary: 'from opening the page to the first token', measure: () => measureStart() },
  control: { summary: "strategies' own time per token", measure: () => measureControl() },
  probe: { summary: 'one probe of CGRS at a context of 1,000 tokens', measure: () => measureProbe() },
  srgen: {
    summary: 'one correction of a long context',
    measure: (engine) => (engine === 'webgpu' ? measureSrgenOnWebGpu() : measureSrgenOnWasm()),
  },
  lab: { summary: 'the Compare page with 32,000 tokens in two lanes', measure: () => measureLab() },
  memory: { summary: 'what 10,000 tokens leave in memory', measure: () => measureMemory() },
  streams: { summary: 'entropies and certainties on Ponder', measure: () => measureStreams() },
} as const satisfies Record<
  string,
  { summary: string; measure(engine: 'wasm' | 'webgpu'): Promise<readonly Figure[]> }
>;

async function measureSrgenOnWasm(): Promise<readonly Figure[]> {
  return [...(await measureSrgenOnPonder()), ...(await measureSrgen())];
}

const LIST = Object.entries(BENCHES)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}  ${summary}`)
  .join('\n');

const HELP = `npm run bench -- NAME [--engine wasm|webgpu]

${LIST}
  engine    tokens per second, ours beside a plain onnxruntime loop and transformers.js; more with engine --help

Exits with 1 when a target is missed.`;

async function runEngineBench(args: readonly string[]): Promise<number> {
  const options = readEngineOptions(args);
  if (!options) {
    print(ENGINE_HELP);
    return 0;
  }
  const results = new BenchResults();
  // However it ends: what was measured is printed.
  const finish = closeAtExit(() => {
    const rows = results.rows();
    if (rows.length > 0) print(options.json ? JSON.stringify({ rows }) : benchTable(rows));
    else note('Nothing was measured: no turn has two contenders.');
  });
  await measureEngine(options, results);
  await finish();
  return results.rows().length > 0 ? 0 : 1;
}

export async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'engine') return runEngineBench(args.slice(1));
  const [name = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args;
  const { engine, help } = parseCommandLine('bench', rest, {
    engine: { type: 'string', default: 'wasm' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name as keyof typeof BENCHES] : undefined;
  if (!bench) throw new UsageError(name === '' ? 'Which benchmark?' : `There is no benchmark "${name}".`, HELP);
  if (engine !== 'wasm' && engine !== 'webgpu')
    throw new UsageError(`--engine is ${engine}, but must be wasm or webgpu.`, 'Leave it out for wasm.');

  const figures = await bench.measure(engine);
  for (const figure of figures) print(describeFigure(figure));
  return figures.every(meetsTarget) ? 0 : 1;
}
