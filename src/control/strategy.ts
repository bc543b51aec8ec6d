import type { Distribution } from './distribution.ts';
import type { Intervention } from './intervention.ts';
import type { ModelFacts, SettingValue } from './vocabulary.ts';

export type Phase = 'thinking' | 'answer';

/** What an engine may be able to do beyond plain decoding, and what a strategy may need. */
export type Capability = 'bias' | 'entropy' | 'force' | 'rewind';

/** One token of the past, as strategies see it. */
export interface PastToken {
  readonly position: number;
  readonly id: number;
  readonly text: string;
  readonly phase: Phase;
  /** Whether it was drawn from the distribution or put there by a strategy. */
  readonly source: 'sampled' | 'forced';
}

/** A read-only view of the trace so far. A strategy's own state is a fold over it, so that resuming and branching are right by construction. */
export interface Past {
  /** Generated tokens so far, which is also the position of the next one (from 0). */
  readonly length: number;
  readonly tokens: readonly PastToken[];
  /** Phase of the next token. */
  readonly phase: Phase;
}

/**
 * A decoding strategy at work in one run. All moments are optional and are called once per position, in this order.
 */
export interface Strategy {
  /** Before the forward pass; pure. */
  plan?(past: Past): readonly Intervention[];
  /** With the distribution in view, before sampling. */
  review?(distribution: Distribution, past: Past): readonly Intervention[] | Promise<readonly Intervention[]>;
  /** After sampling, before the token is appended; the only moment that may `replace`. */
  chosen?(token: { id: number; text: string }, past: Past): readonly Intervention[] | Promise<readonly Intervention[]>;
}

/** One adjustable number, choice or switch of a strategy. */
export type SettingSpec =
  | (SettingBase & {
      readonly kind: 'number' | 'integer';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit?: string;
    })
  | (SettingBase & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    });

interface SettingBase {
  readonly label: string;
  readonly help: string;
  /** Shown at once, or under "all settings". */
  readonly main: boolean;
}

export type Settings = Readonly<Record<string, SettingValue>>;

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly settings: Settings;
  /** Where the values come from. */
  readonly source: string;
}

/** Everything there is to know about a strategy before it runs. */
export interface StrategyDefinition {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly source: string;
  readonly needs: readonly Capability[];
  readonly settings: Readonly<Record<string, SettingSpec>>;
  readonly presets: readonly Preset[];
  readonly defaults: Settings;
  /** Settings under which it must do nothing. */
  readonly neutral: Settings;
  /** `settings` are complete and checked (see `checkSettings`). */
  create(settings: Settings, model: ModelFacts): Strategy;
  /** Why these settings cannot act on this model, or undefined. */
  warning?(settings: Settings, model: ModelFacts): string | undefined;
}
