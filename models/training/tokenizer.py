"""A small byte-level BPE tokenizer in the Hugging Face format, and a Python encoder that agrees with it.

The file follows the Qwen2 layout (NFC, the same split pattern, single digits), so that a loader made for
public models needs nothing special; only the vocabulary is small. The merges are learnt from the words of
the generator, and the reflection words get one id each whatever their frequency.
"""

import collections
import functools
import json
import random
import re
import sys
import unicodedata

SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
THINKING = ("<think>", "</think>")
WORDS = ("wait", "but", "alternatively", "alternative", "hmm", "however")
VOCABULARY = 704  # a multiple of 32 with no filler rows: every id means something
PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
           r"|\s*[\r\n]+|\s+(?!\S)|\s+")
SPACES = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"  # \s in ECMAScript
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


@functools.lru_cache(None)
def byte_letters():
    """The printable character that stands for each byte in the vocabulary (the GPT-2 table)."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {b: chr(b) for b in visible}
    for extra, byte in enumerate(b for b in range(256) if b not in table):
        table[byte] = chr(256 + extra)
    return table


@functools.lru_cache(None)
def split_pattern():
    """PATTERN for Python's `re`, which knows no \\p classes: they are spelt out as ranges."""
    classes = {}
    for wanted in "LN":
        ranges, first = [], None
        for code in range(sys.maxunicode + 2):
            inside = code <= sys.maxunicode and unicodedata.category(chr(code))[0] == wanted
            if inside and first is None:
                first = code
            elif not inside and first is not None:
                ranges.append(f"\\U{first:08x}-\\U{code - 1:08x}")
                first = None
        classes[wanted] = "".join(ranges)
    ours = PATTERN.replace(r"[^\r\n\p{L}\p{N}]", f"[^\\r\\n{classes['L']}{classes['N']}]")
    ours = ours.replace(r"[^\s\p{L}\p{N}]", f"[^{SPACES}{classes['L']}{classes['N']}]")
    ours = ours.replace(r"\p{L}", f"[{classes['L']}]").replace(r"\p{N}", f"[{classes['N']}]")
    return re.compile(ours.replace(r"\s", f"[{SPACES}]").replace(r"\S", f"[^{SPACES}]"))


def letters(piece):
    table = byte_letters()
    return tuple(table[b] for b in piece.encode())


def joined(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if symbols[i:i + 2] == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)


def wanted_words():
    forms = [form for word in WORDS for form in (word, word.capitalize())]
    return [space + form for form in forms for space in ("", " ")] + ["\n\n"]


def learn_merges(counts, size):
    """Plain BPE over counted pieces; ties go to the lexically smaller pair, so the result is reproducible."""
    corpus = {letters(piece): count for piece, count in counts.items()}
    merges = []
    while len(merges) < size:
        pairs = collections.Counter()
        for symbols, count in corpus.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += count
        if not pairs:
            raise ValueError("the corpus has too few words for this vocabulary")
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        merged = collections.Counter()
        for symbols, count in corpus.items():
            merged[joined(symbols, best)] += count
        corpus = merged
    return merges


def build(texts):
    counts = collections.Counter(piece for text in texts for piece in split_pattern().findall(text))
    # Only words are merged; runs of punctuation stay bytes, so that "}." never hides the end of a box.
    counts = collections.Counter({p: n for p, n in counts.items() if p.strip(" \\").isalpha()})
    for word in wanted_words():
        counts[word] += 10 ** 9
    merges = learn_merges(counts, VOCABULARY - 256 - len(SPECIAL) - len(THINKING))
    symbols = sorted(byte_letters().values()) + [a + b for a, b in merges]
    vocab = {symbol: i for i, symbol in enumerate(symbols)}
    added = [{"id": len(vocab) + i, "content": text, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": text in SPECIAL} for i, text in enumerate(SPECIAL + THINKING)]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    split = {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
            "normalizer": {"type": "NFC"},
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


class Tokenizer:
    def __init__(self, spec):
        self.spec = spec
        self.vocab = spec["model"]["vocab"]
        self.ranks = {tuple(pair): rank for rank, pair in enumerate(spec["model"]["merges"])}
        self.added = {t["content"]: t["id"] for t in spec["added_tokens"]}
        self.split_added = re.compile("(" + "|".join(map(re.escape, self.added)) + ")")
        self.symbols = {i: s for s, i in self.vocab.items()}
        self.bytes = {letter: byte for byte, letter in byte_letters().items()}
        self.cache = {}

    def __len__(self):
        return len(self.vocab) + len(self.added)

    def piece(self, text):
        if text not in self.cache:
            symbols = letters(text)
            while len(symbols) > 1:
                best = min(zip(symbols, symbols[1:]), key=lambda p: self.ranks.get(p, len(self.ranks)))
                if best not in self.ranks:
                    break
                symbols = joined(symbols, best)
            self.cache[text] = [self.vocab[s] for s in symbols]
        return self.cache[text]

    def encode(self, text):
        ids = []
        for part in self.split_added.split(text):
            if part in self.added:
                ids.append(self.added[part])
            elif part:
                for piece in split_pattern().findall(unicodedata.normalize("NFC", part)):
                    ids += self.piece(piece)
        return ids

    def decode(self, ids):
        names = {i: text for text, i in self.added.items()}
        out = b"".join(names[i].encode() if i in names else bytes(self.bytes[c] for c in self.symbols[i])
                       for i in ids)
        return out.decode(errors="replace")


def from_generator(seed=0, count=4000):
    """The tokenizer of the generator's own language, learnt from `count` samples."""
    import samples  # here, because samples needs no tokenizer to write its text
    import problems
    rng = random.Random(seed)
    texts = []
    for _ in range(count):
        texts += [text for text, _ in samples.pieces(rng, problems.draw_training(rng))]
    return Tokenizer(build(texts))


def load(path):
    with open(path, encoding="utf-8") as file:
        return Tokenizer(json.load(file))
