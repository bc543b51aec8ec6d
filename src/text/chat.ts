import { Template } from '@huggingface/jinja';
import { ProblemError } from '../control/errors.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The text a model is prompted with: its own chat template over the messages, ending where the assistant begins. */
export function renderChat(template: string, messages: readonly ChatMessage[]): string {
  try {
    return new Template(template).render({ messages, add_generation_prompt: true, bos_token: '', eos_token: '' });
  } catch (caught) {
    const reason = caught instanceof Error ? caught.message : String(caught);
    throw new ProblemError('model-damaged', `The model's chat template fails: ${reason}.`, 'Choose another model.', {
      cause: caught,
    });
  }
}
