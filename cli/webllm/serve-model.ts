import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TOKENIZER_CONFIG, tokenizerJson } from '../../src/testing/synthetic/tokenizer.ts';
import { closeAtExit } from '../shutdown.ts';
import { readLibraryMetadata } from './library-metadata.ts';
import { makeWeights } from './make-weights.ts';

/** The 256 bytes and three special tokens. */
const TOKENS = { used: 264, padded: 272 };
const CONTEXT = 256;

export interface ServedModel {
  readonly model: string;
  readonly modelLib: string;
  close(): Promise<void>;
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Serves a model library, and weights that are made for it as they are asked for, on this machine alone. */
export async function serveModel(library: Uint8Array): Promise<ServedModel> {
  const metadata = readLibraryMetadata(library);
  const weights = makeWeights(metadata, TOKENS);
  const files: Readonly<Record<string, () => Uint8Array>> = {
    'mlc-chat-config.json': () => json(chatConfig(metadata, weights.vocabularySize)),
    'tokenizer.json': () => json(tokenizerJson(TOKENS.used)),
    'tokenizer_config.json': () => json(TOKENIZER_CONFIG),
    'tensor-cache.json': () => json(weights.manifest),
    'ndarray-cache.json': () => json(weights.manifest),
    'library.wasm': () => library,
  };
  const server = createServer(({ url = '' }, response) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const shard = /^params_shard_(\d+)\.bin$/.exec(name)?.[1];
    const body = shard === undefined ? files[name]?.() : weights.shard(Number(shard));
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.statusCode = body ? 200 : 404;
    response.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  const address = `http://localhost:${port}`;
  const close = closeAtExit(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return { model: `${address}/model/resolve/main/`, modelLib: `${address}/library.wasm`, close };
}

function chatConfig(
  { model_type, quantization, prefill_chunk_size }: ReturnType<typeof readLibraryMetadata>,
  vocabularySize: number,
) {
  return {
    model_type,
    quantization,
    vocab_size: vocabularySize,
    context_window_size: CONTEXT,
    sliding_window_size: -1,
    attention_sink_size: -1,
    prefill_chunk_size,
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: {
      token_postproc_method: 'byte_level',
      prepend_space_in_encode: false,
      strip_space_in_decode: false,
    },
    temperature: 1,
    top_p: 1,
    repetition_penalty: 1,
    conv_template: {
      name: 'chatml',
      system_template: '{system_message}',
      system_message: '',
      add_role_after_system_message: true,
      roles: { user: 'user', assistant: 'assistant' },
      role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
      messages: [],
      seps: ['\n'],
      role_content_sep: ':',
      role_empty_sep: ':',
      stop_str: [],
      stop_token_ids: [TOKENS.used - 3],
      function_string: '',
      use_function_calling: false,
    },
  };
}
