"""The certainty probe of CGRS, put in at every paragraph end: what it answers, how sure it is, what that is worth."""

import math
from typing import NamedTuple

import judge
import samples
import sampling

MAX_TOKENS = 16
LISTED = 5  # log-probabilities per token, as the published code asks for


class Probe(NamedTuple):
    position: float     # 0 after the first paragraph, 1 at the last paragraph end of the thinking
    certainty: float
    probability: float  # the product of the probabilities of the tokens between the braces
    right: bool         # the probed answer against the problem's gold


def listed_entropies(logits):
    """Entropy in nats of the largest probabilities, as they are: not renormalised; logits [rows, vocabulary]."""
    top = logits.log_softmax(-1).topk(LISTED).values
    return (-(top.exp() * top).sum(-1)).tolist()


def contexts(asked, text, tokenizer):
    """(position, ids) of every paragraph end of one thinking, the probe put in."""
    paragraphs = text.split("</think>")[0].split("\n\n")[:-1]
    start, probe = tokenizer.encode(samples.prompt(asked.text)), tokenizer.encode(samples.PROBES[0][0])
    for index in range(len(paragraphs)):
        thought = "\n\n".join(paragraphs[:index + 1]) + "\n\n"
        yield index / max(1, len(paragraphs) - 1), start + tokenizer.encode(thought) + probe


def probe_all(model, tokenizer, asked, texts, seed):
    """Probes every paragraph end of the `texts` that answer `asked`, sampled at temperature 1 as CGRS does."""
    owners, positions, prompts = [], [], []
    for one, text in zip(asked, texts):
        if "</think>" in text:
            for position, ids in contexts(one, text, tokenizer):
                owners.append(one)
                positions.append(position)
                prompts.append(ids)
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    found = []
    for begin in range(0, len(order), 250):  # of similar length, so that little is padding
        chunk = order[begin:begin + 250]
        entropies, seen = [[] for _ in chunk], [[] for _ in chunk]

        def observe(rows, logits):
            for row, entropy, predicted in zip(rows, listed_entropies(logits), logits.log_softmax(-1)):
                entropies[row].append(entropy)
                seen[row].append(predicted)
        answers = sampling.sample(model, tokenizer, [prompts[i] for i in chunk], sampling.constant(0), sampling.WIDE,
                                  seed, MAX_TOKENS, temperature=1.0, top_p=1.0, observe=observe)
        for place, i in enumerate(chunk):
            counted = entropies[place][1:len(answers[place])]  # the opening brace only gives the normaliser
            certainty = 1 - sum(counted) / len(counted) / math.log(LISTED) if counted else 0.0
            answer = tokenizer.decode(answers[place]).lstrip("{").split("}")[0]
            inside = len(tokenizer.encode(answer))
            probability = math.exp(sum(predicted[token].item() for predicted, token in
                                       list(zip(seen[place], answers[place]))[1:inside + 1]))
            found.append(Probe(positions[i], certainty, probability, judge.is_right(owners[i], answer)))
    return found


def auroc(higher, lower):
    """The chance that a number of `higher` is above one of `lower`, ties half (Mann-Whitney); NaN where one is empty."""
    ranked = sorted([(value, True) for value in higher] + [(value, False) for value in lower])
    ranks, i = 0.0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        ranks += (i + j + 1) / 2 * sum(counted for _, counted in ranked[i:j])
        i = j
    if not higher or not lower:
        return float("nan")
    return (ranks - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower))


def calibration_error(probes, confidence, bins=10):
    """Expected calibration error over bins of equal count; `confidence` reads what is taken as the chance of being right."""
    ranked, total = sorted(probes, key=confidence), 0.0
    for b in range(bins):
        part = ranked[len(ranked) * b // bins:len(ranked) * (b + 1) // bins]
        if part:
            total += abs(sum(map(confidence, part)) - sum(p.right for p in part))
    return total / len(ranked)


def by_thirds(probes):
    """Mean certainty in the first, middle and last third of the thinking."""
    thirds = [[p.certainty for p in probes if min(2, int(p.position * 3)) == third] for third in range(3)]
    return [sum(part) / len(part) if part else float("nan") for part in thirds]
