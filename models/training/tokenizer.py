"""Encodes and decodes with a tokenizer.json, id for id as the JavaScript tokenizer in the browser does."""

import json
import random
import re

import bpe
import samples
import vocabulary


class Tokenizer:
    def __init__(self, spec):
        self.spec = spec
        self.vocab = spec["model"]["vocab"]
        self.ranks = {tuple(pair): rank for rank, pair in enumerate(spec["model"]["merges"])}
        self.added = {t["content"]: t["id"] for t in spec["added_tokens"]}
        self.split_added = re.compile("(" + "|".join(map(re.escape, self.added)) + ")")
        self.symbols = {i: s for s, i in self.vocab.items()}
        self.bytes = {letter: byte for byte, letter in bpe.byte_letters().items()}
        self.cache = {}

    def __len__(self):
        return len(self.vocab) + len(self.added)

    def merge(self, symbols):
        """Byte letters joined as far as the merges go."""
        while len(symbols) > 1:
            best = min(zip(symbols, symbols[1:]), key=lambda p: self.ranks.get(p, len(self.ranks)))
            if best not in self.ranks:
                break
            symbols = bpe.joined(symbols, best)
        return symbols

    def piece(self, text):
        if text not in self.cache:
            self.cache[text] = [self.vocab[s] for s in self.merge(bpe.letters(text))]
        return self.cache[text]

    def encode(self, text):
        ids = []
        for part in self.split_added.split(text):
            if part in self.added:
                ids.append(self.added[part])
            elif part:
                for piece in bpe.split_pattern().findall(part):
                    ids += self.piece(piece)
        return ids

    def decode(self, ids):
        names = {i: text for text, i in self.added.items()}
        out = b"".join(names[i].encode() if i in names else bytes(self.bytes[c] for c in self.symbols[i])
                       for i in ids)
        return out.decode(errors="replace")


def from_generator(seed=0, count=4000):
    """The tokenizer of the generator's own language, learnt from `count` samples."""
    rng = random.Random(seed)
    texts = []
    for _ in range(count):
        texts += [text for text, _ in samples.pieces(rng, samples.choose(rng))]
    return Tokenizer(vocabulary.build(texts))


def load(path):
    with open(path, encoding="utf-8") as file:
        return Tokenizer(json.load(file))
