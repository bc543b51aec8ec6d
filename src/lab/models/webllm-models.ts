import { useStore } from 'zustand';
import { inference } from '../session/lab.ts';
import { createWebLlmSession, type WebLlmState } from './webllm-state.ts';

/** WebLLM's models on this page. */
export const webLlm = createWebLlmSession(inference);

export function useWebLlm<T>(selector: (state: WebLlmState) => T): T {
  return useStore(webLlm.store, selector);
}
