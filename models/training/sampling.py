"""Batched sampling with a key-value cache and logit biases on the reflection words, for measurements."""

import torch

PUBLISHED = ("wait", "Wait", "but", "But", "Alternatively")
WIDE = tuple(space + form for word in ("wait", "but", "alternatively", "alternative", "hmm", "however")
             for form in (word, word.capitalize()) for space in ("", " "))


class Cache:
    """Keys and values per layer, [batch, kv_heads, room, head_dim]; the room is taken once and filled from the left."""

    def __init__(self, room):
        self.room, self.held, self.filled = room, {}, {}

    def extend(self, layer, k, v):
        if layer not in self.held:
            batch, heads, _, width = k.shape
            self.held[layer] = torch.zeros(batch, heads, self.room, width), torch.zeros(batch, heads, self.room, width)
        start = self.filled.get(layer, 0)
        end = self.filled[layer] = start + k.shape[2]
        for held, new in zip(self.held[layer], (k, v)):
            held[:, :, start:end] = new
        return tuple(held[:, :, :end] for held in self.held[layer])

    def keep(self, rows):
        self.held = {layer: (k[rows], v[rows]) for layer, (k, v) in self.held.items()}


def constant(value):
    return lambda t: value


def wave(amplitude, period):
    """CyclicReflex: a triangular wave that starts at 0 and rises first; t counts generated tokens from 0."""
    return lambda t: amplitude * (abs(4 * ((t / period - 0.25) % 1) - 2) - 1)


def nucleus(logits, temperature, top_p, uniform):
    """One draw per row by inverse CDF over the descending probabilities; uniform [batch, 1]."""
    probabilities, order = (logits / temperature).softmax(-1).sort(-1, descending=True)
    cumulative = probabilities.cumsum(-1)
    kept = probabilities * (cumulative - probabilities < top_p)
    cumulative = kept.cumsum(-1)
    place = (cumulative < uniform * cumulative[:, -1:]).sum(-1, keepdim=True).clamp(max=logits.shape[-1] - 1)
    return order.gather(-1, place)[:, 0]


def sample(model, tokenizer, prompts, bias, words, seed, limit=400, temperature=0.6, top_p=0.95,
           observe=None):
    """prompts: lists of ids. Returns a list of generated ids per prompt; without <|im_end|> if cut off at `limit`.

    `observe(rows, logits)` is shown the logits [rows, vocabulary] of every step, before the biases.
    """
    end, close = tokenizer.added["<|im_end|>"], tokenizer.added["</think>"]
    reflecting = torch.tensor([tokenizer.encode(w)[0] for w in words])
    width = max(map(len, prompts))
    ids = torch.tensor([[0] * (width - len(p)) + list(p) for p in prompts])
    blank = torch.tensor([width - len(p) for p in prompts])  # rows are padded on the left
    seen = torch.arange(width + limit) >= blank[:, None]
    out, thinking = [[] for _ in prompts], torch.ones(len(prompts), dtype=torch.bool)
    rows, going = torch.arange(len(prompts)), torch.ones(len(prompts), dtype=torch.bool)
    generator, cache = torch.Generator().manual_seed(seed), Cache(width + limit)
    hide = torch.full((width, width), -1e9).triu(1) + (~seen[:, None, :width]).float() * -1e9
    logits = model.logits(ids, positions=(torch.arange(width) - blank[:, None]).clamp(min=0),
                          mask=hide[:, None, None], cache=cache)[:, -1]
    for t in range(limit):
        if observe:
            observe(rows.tolist(), logits)
        delta = bias(t)
        if delta:
            logits[:, reflecting] += delta * thinking[rows, None].float()
        # All rows draw their numbers, live or not, so that conditions share them row by row.
        chosen = nucleus(logits, temperature, top_p, torch.rand(len(prompts), 1, generator=generator)[rows])
        for row, token, live in zip(rows.tolist(), chosen.tolist(), going[rows].tolist()):
            if live:
                out[row].append(token)
        thinking[rows[chosen == close]] = False
        going[rows[chosen == end]] = False
        if not going.any():
            break
        # Finished rows are dropped by the quarter: every drop copies the cache.
        if going[rows].float().mean() < 0.75:
            kept = going[rows]
            rows, chosen = rows[kept], chosen[kept]
            cache.keep(kept)
        length = width + t + 1
        hide = (~seen[rows, None, :length]).float() * -1e9
        logits = model.logits(chosen[:, None], positions=(length - 1 - blank[rows])[:, None],
                              mask=hide[:, None, None], cache=cache)[:, -1]
    return out
