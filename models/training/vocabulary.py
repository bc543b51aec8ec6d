"""The vocabulary and the two tokenizer files, in the Hugging Face format and the Qwen2 layout.

The split pattern and single digits of Qwen2, so that a loader made for public models needs nothing special, but no
normaliser, so that any text comes back as it was. The merges are learnt from the words of the generator, and the
reflection words get one id each whatever their frequency.
"""

import collections

import bpe

SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
THINKING = ("<think>", "</think>")
WORDS = ("wait", "but", "alternatively", "alternative", "hmm", "however")
VOCABULARY = 704  # a multiple of 32 with no filler rows: every id means something
CHAT_TEMPLATE = (
    "{%- for message in messages %}"
    "{%- set content = message.content %}"
    # Earlier thinking is dropped: it is not part of the conversation.
    "{%- if message.role == 'assistant' and '</think>' in content %}"
    "{%- set content = content.split('</think>')[-1].lstrip('\\n') %}"
    "{%- endif %}"
    "{{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n<think>\\n' }}{%- endif %}")


def wanted_words():
    forms = [form for word in WORDS for form in (word, word.capitalize())]
    return [space + form for form in forms for space in ("", " ")] + ["\n\n"]


def build(texts):
    counts = collections.Counter(piece for text in texts for piece in bpe.split_pattern().findall(text))
    # Only words are merged; runs of punctuation stay bytes, so that "}." never hides the end of a box.
    counts = collections.Counter({p: n for p, n in counts.items() if p.strip(" \\").isalpha()})
    for word in wanted_words():
        counts[word] += 10 ** 9
    merges = bpe.learn_merges(counts, VOCABULARY - 256 - len(SPECIAL) - len(THINKING))
    symbols = sorted(bpe.byte_letters().values()) + [a + b for a, b in merges]
    vocab = {symbol: i for i, symbol in enumerate(symbols)}
    added = [{"id": len(vocab) + i, "content": text, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": text in SPECIAL} for i, text in enumerate(SPECIAL + THINKING)]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    split = {"type": "Split", "pattern": {"Regex": bpe.PATTERN}, "behavior": "Isolated", "invert": False}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
            "normalizer": None,
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
            "post_processor": byte_level, "decoder": byte_level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                      "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False,
                      "ignore_merges": False, "vocab": vocab, "merges": [list(pair) for pair in merges]}}


def config(spec):
    decoder = {str(t["id"]): {k: v for k, v in t.items() if k != "id"} for t in spec["added_tokens"]}
    return {"add_bos_token": False, "add_prefix_space": False, "added_tokens_decoder": decoder,
            "additional_special_tokens": list(SPECIAL[1:]), "bos_token": None, "chat_template": CHAT_TEMPLATE,
            "clean_up_tokenization_spaces": False, "eos_token": "<|im_end|>", "errors": "replace",
            "model_max_length": 1024, "pad_token": "<|endoftext|>", "split_special_tokens": False,
            "tokenizer_class": "Qwen2Tokenizer", "unk_token": None}
