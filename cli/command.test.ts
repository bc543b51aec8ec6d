import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ROOT } from './root.ts';

/** A command that is told to end, and is done before what it opened is closed. */
const SCRIPT = `
  import { setTimeout as wait } from 'node:timers/promises';
  import { runCommand } from './cli/command.ts';
  import { closeAtExit, isClosing } from './cli/shutdown.ts';
  const command = {
    async run() {
      closeAtExit(() => wait(50).then(() => console.log('closed')));
      process.kill(process.pid, 'SIGINT');
      while (!isClosing()) await wait(1);
      return 0;
    },
  };
  await runCommand(async () => command, []);
`;

it('who is told to end as the work is done still closes everything, and says by what it ended', () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stdout, stderr).toBe('closed\n');
  expect(status).toBe(130);
});
