import { Unreadable } from './limits.ts';
import { NotMaths } from './syntax.ts';

/** The result, or undefined for what cannot be read or takes too much work. Other errors are ours and pass. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (caught) {
    if (caught instanceof Unreadable || caught instanceof NotMaths) return undefined;
    throw caught;
  }
}
