import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outcomesTable, readOutcomes } from '../e2e/faults/campaign/outcomes.ts';
import { parseCommandLine } from './arguments.ts';
import { buildSite } from './build.ts';
import { runTool } from './child.ts';
import { ensureChromium } from './chromium.ts';
import { UsageError } from './failure.ts';
import { print } from './output.ts';
import { ROOT } from './root.ts';

const HELP = `npm run test:faults [-- --seed 1 --count 100 --from 0]

Faults at random moments of runs on Ponder, the kinds in turn: the worker killed, the GPU lost, the storage full or deleted,
downloads cut or answered wrongly, the tab closed, the clock set, two tabs at once. After each of them no token that was
shown may be missing, and the run must be what it would have been (docs/reliability.md).

  --seed N    which moments and variants
  --count N   how many faults
  --from N    the first one; what has been tried under a seed is kept in out/faults, and counted

The last lines count how the faults ended. Exits with 1 when something was lost.`;

function readNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${name} is ${text}, but must be a whole number from ${least} on.`, HELP);
}

export async function run(args: readonly string[]): Promise<number> {
  const { help, ...options } = parseCommandLine('test:faults', args, {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    from: { type: 'string', default: '0' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (help) {
    print(HELP);
    return 0;
  }
  const seed = readNumber('seed', options.seed, 0);
  const count = readNumber('count', options.count, 1);
  const from = readNumber('from', options.from, 0);
  const file = join(ROOT, 'out/faults/outcomes.jsonl');
  mkdirSync(dirname(file), { recursive: true });
  await ensureChromium();
  await buildSite();
  const env = {
    FAULTS_SEED: String(seed),
    FAULTS_COUNT: String(count),
    FAULTS_FROM: String(from),
    FAULTS_FILE: file,
  };
  const code = await runTool('playwright', ['test', 'e2e/faults/campaign.spec.ts', '--project=wasm'], {
    output: 'stderr',
    env,
  });
  const outcomes = readOutcomes(file, seed);
  print(outcomesTable(outcomes));
  return code === 0 && outcomes.every(({ outcome }) => outcome !== 'lost') ? 0 : 1;
}
