/** Between two beats. */
const BEAT_SECONDS = 2;

export interface HeartbeatOptions {
  /** Asks the other side for an answer. */
  readonly ping: () => Promise<unknown>;
  /** How long it may be silent just now. */
  readonly patienceSeconds: () => number;
  /** Told at every beat that was not answered, and once more with 0 when it is. */
  readonly onSilence: (seconds: number) => void;
  /** Told once, after which the heart stands still. */
  readonly onDead: (seconds: number) => void;
}

export interface Heartbeat {
  /** Anything that came from the other side. */
  sign(): void;
  stop(): void;
}

/**
 * Asks again and again whether somebody is still there. Silence is counted in beats and not by the clock: a machine that
 * slept, or a clock that was set, must not look like a death.
 */
export function startHeartbeat({ ping, patienceSeconds, onSilence, onDead }: HeartbeatOptions): Heartbeat {
  let missed = 0;
  let waiting = false;

  function sign(): void {
    if (missed > 0) onSilence(0);
    missed = 0;
  }

  function beat(): void {
    if (!waiting) {
      waiting = true;
      const answered = (): void => {
        waiting = false;
        sign();
      };
      // A ping that fails is answered all the same: death has a message of its own.
      ping().then(answered, answered);
      return;
    }
    missed += 1;
    const silent = missed * BEAT_SECONDS;
    if (silent < patienceSeconds()) return onSilence(silent);
    stop();
    onDead(silent);
  }

  const timer = setInterval(beat, BEAT_SECONDS * 1000);
  const stop = (): void => clearInterval(timer);
  return { sign, stop };
}
