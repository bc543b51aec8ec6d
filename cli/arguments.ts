import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './failure.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
/** What is read of options: every name with its text. */
export type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>['values'];

/** "--seed -1" is one option with a value: parseArgs takes only "--seed=-1". */
function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of args) {
    const last = joined.at(-1);
    if (/^-\.?\d/.test(argument) && last?.startsWith('--') && !last.includes('='))
      joined[joined.length - 1] = `${last}=${argument}`;
    else joined.push(argument);
  }
  return joined;
}

/** The options of a command, strictly: anything unknown is a usage error. */
export function parseCommandLine<T extends Options>(command: string, args: readonly string[], options: T): Values<T> {
  try {
    return parseArgs({ args: joinNegativeNumbers(args), options, strict: true, allowPositionals: false }).values;
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught);
    const script = command === 'start' ? 'npm start' : `npm run ${command}`;
    // parseArgs appends advice about positionals that does not apply here.
    throw new UsageError(message.replace(/\. To specify.*$/s, '.'), `See: ${script} -- --help`);
  }
}
