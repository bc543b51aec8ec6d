import { ProblemError } from '../control/errors.ts';
import { renderBounded } from './bounded-template.ts';
import type { ModelConfig } from './model-config.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The text a model is prompted with: its own chat template over the messages, ending where the assistant begins. Throws `model-damaged`. */
export function renderChat(
  { chatTemplate, bosToken, eosToken }: Pick<ModelConfig, 'chatTemplate' | 'bosToken' | 'eosToken'>,
  messages: readonly ChatMessage[],
): string {
  try {
    return renderBounded(chatTemplate, {
      messages,
      add_generation_prompt: true,
      bos_token: bosToken,
      eos_token: eosToken,
    });
  } catch (caught) {
    const reason = caught instanceof Error ? caught.message : String(caught);
    throw new ProblemError('model-damaged', `The model's chat template fails: ${reason}.`, 'Choose another model.', {
      cause: caught,
    });
  }
}
