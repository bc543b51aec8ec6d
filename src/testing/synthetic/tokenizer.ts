/**
 * A byte-level tokenizer of `tokens` entries without merges: the 256 bytes, then filler words that nothing encodes to,
 * words that open a second thought, and the special ones. Thinking tags are added tokens, as in public models; so are the
 * words, since nothing merges to them.
 */
export const SPECIAL = ['<|im_end|>', '<think>', '</think>'] as const;
const WORDS = ['wait', 'Wait', ' Wait', 'but', 'But', ' But', 'Hmm', ' Hmm', 'Alternatively', ' However'] as const;

const printable = (byte: number): boolean =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);

/** GPT-2's table: printable characters for all bytes, in the order of the bytes. */
function byteCharacters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
}

export function tokenizerJson(tokens: number): unknown {
  const added = [...WORDS, ...SPECIAL];
  const first = tokens - added.length;
  const filler = Array.from({ length: first - 256 }, (_, index) => `filler${index}`);
  const vocab = Object.fromEntries([...byteCharacters(), ...filler].map((text, id) => [text, id]));
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  return {
    version: '1.0',
    added_tokens: added.map((content, index) => ({
      id: first + index,
      content,
      ...plain,
      special: content === SPECIAL[0],
    })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: byteLevel,
    decoder: byteLevel,
    model: { type: 'BPE', unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', vocab, merges: [] },
  };
}

export const TOKENIZER_CONFIG = {
  tokenizer_class: 'Qwen2Tokenizer',
  add_prefix_space: false,
  eos_token: SPECIAL[0],
  clean_up_tokenization_spaces: false,
  chat_template:
    "{%- for message in messages %}{{- message.role + ':' + message.content + '<|im_end|>' }}{%- endfor %}{{- '<think>' }}",
};
