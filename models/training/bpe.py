"""Byte-level BPE: how text is cut into pieces, how bytes become letters, and how merges are learnt."""

import collections
import functools
import re
import sys
import unicodedata

PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
           r"|\s*[\r\n]+|\s+(?!\S)|\s+")
SPACES = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"  # \s in ECMAScript


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
