"""The training loop: seeded, resumable, with progress on one line."""

import os
import random
import time

import torch
import torch.nn.functional as F

import warm_start
from model import Ponder, Shape
from muon import Muon
from samples import WHOLE, sample
from tokenizer import Tokenizer

BATCH = 16
MUON_RATE, ADAM_RATE = 0.015, 2e-3
WARM_RATE = 0.25        # of these, where an earlier version is taken on
# Reading and copying come first: the plainest words and flawless thinkings until the first share of the time, all
# of the variety from the second on; a family that an earlier version knew is not simplified again.
VARIETY, OUTSIDE, SLIPS, EARLY = (0.06, 0.40), (0.08, 0.12), (0.35, 0.45), (0.40, 0.50)
DECAY_FROM = 0.30       # constant rate until here, then down to zero in a line
FOUR_BIT_FROM = 0.82    # the last stretch computes with rounded weights, so that rounding costs little
SAVE_EVERY_SECONDS = 90


def batches(rng, tokenizer, lessons):
    """Padded batches of similar length: a pool is sorted by length, then served in random order.

    `lessons()` says what is taught at present.
    """
    while True:
        pool = sorted((sample(rng, tokenizer, lessons()) for _ in range(BATCH * 12)), key=lambda s: len(s[0]))
        order = list(range(0, len(pool), BATCH))
        rng.shuffle(order)
        for start in order:
            rows = pool[start:start + BATCH]
            width = max(len(ids) for ids, _ in rows)
            ids = torch.zeros(len(rows), width, dtype=torch.long)
            mask = torch.zeros(len(rows), width, dtype=torch.bool)
            for i, (row, learnt) in enumerate(rows):
                ids[i, :len(row)] = torch.tensor(row)
                mask[i, :len(row)] = torch.tensor(learnt)
            yield ids, mask


def loss_of(model, ids, mask):
    # torch 1 has no fast kernels for bfloat16; with those of torch 2 a step takes 0.7 of the time.
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.__version__ >= "2"):
        hidden = model.hidden(ids[:, :-1])
        targets = mask[:, 1:]
        logits = model.head(hidden[targets])
    return F.cross_entropy(logits.float(), ids[:, 1:][targets])


def optimisers(model):
    inner = [p for layer in model.layers for p in layer.parameters() if p.dim() == 2]
    outer = [p for p in model.parameters() if all(p is not q for q in inner)]
    return [Muon(inner, lr=MUON_RATE), torch.optim.AdamW(outer, lr=ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0)]


class Training:
    def __init__(self, tokenizer, checkpoint, seed, steps, minutes, warm=None):
        """Ends after `steps`, or, when `minutes` is given, after that much time spent training.

        `warm` is the folder of an earlier version to begin with.
        """
        self.checkpoint, self.planned, self.minutes, self.seed = checkpoint, steps, minutes, seed
        torch.manual_seed(seed)
        self.model = Ponder(Shape(vocab_size=len(tokenizer)))
        self.known = warm_start.load(self.model, warm) if warm else ()
        self.optimisers = optimisers(self.model)
        self.rates = [group["lr"] * (WARM_RATE if warm else 1) for o in self.optimisers for group in o.param_groups]
        self.tokenizer = tokenizer
        self.step, self.tokens, self.seconds, self.loss = 0, 0, 0.0, None

    def save(self):
        os.makedirs(os.path.dirname(self.checkpoint), exist_ok=True)
        state = {"model": self.model.state_dict(), "optimisers": [o.state_dict() for o in self.optimisers],
                 "shape": self.model.shape.as_dict(), "seed": self.seed, "step": self.step, "tokens": self.tokens,
                 "seconds": self.seconds, "loss": self.loss, "known": self.known,
                 "tokenizer": self.tokenizer.spec}
        torch.save(state, self.checkpoint + ".new")
        os.replace(self.checkpoint + ".new", self.checkpoint)  # a crash never leaves half a file

    def resume(self):
        state = torch.load(self.checkpoint)
        self.tokenizer = Tokenizer(state["tokenizer"])  # the generator may have changed since
        self.model.load_state_dict(state["model"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        self.step, self.tokens, self.seconds, self.loss, self.known = (
            state[k] for k in ("step", "tokens", "seconds", "loss", "known"))

    def progress(self):
        return self.seconds / (self.minutes * 60) if self.minutes else self.step / self.planned

    def lessons(self):
        def grown(begin, end):
            return min(1.0, max(0.0, (self.progress() - begin) / (end - begin)))

        def at_present(lesson):
            if lesson.family is None:
                return lesson if self.known else lesson._replace(share=lesson.share * grown(*OUTSIDE))
            if lesson.family.NAME in self.known:
                return lesson
            return lesson._replace(variety=grown(*VARIETY), slips=grown(*SLIPS), early=lesson.early * grown(*EARLY))
        return [at_present(lesson) for lesson in WHOLE]

    def learn(self, ids, mask, rate):
        """One step at this share of the full learning rate."""
        for group, base in zip((g for o in self.optimisers for g in o.param_groups), self.rates):
            group["lr"] = base * rate
        loss = loss_of(self.model, ids, mask)
        loss.backward()
        for optimiser in self.optimisers:
            optimiser.step()
        self.model.zero_grad(set_to_none=True)
        self.step, self.tokens = self.step + 1, self.tokens + int(mask.sum())
        self.loss = loss.item() if self.loss is None else 0.98 * self.loss + 0.02 * loss.item()

    def run(self):
        # The stream restarts from the step it was left at, so that a resumed run sees fresh samples.
        stream = batches(random.Random(f"{self.seed}/{self.step}"), self.tokenizer, self.lessons)
        saved = shown = time.monotonic()
        while self.progress() < 1:
            began = time.monotonic()
            self.model.four_bit = self.progress() >= FOUR_BIT_FROM
            self.learn(*next(stream), rate=min(1.0, (1 - self.progress()) / (1 - DECAY_FROM)))
            now = time.monotonic()
            self.seconds += now - began
            if now - shown > 5:
                shown = now
                left = self.seconds * (1 / self.progress() - 1)
                print(f"step {self.step}  loss {self.loss:.4f}  {self.tokens / self.seconds:.0f} answer tokens/s  "
                      f"{left / 60:.1f} min left", flush=True)
            if now - saved > SAVE_EVERY_SECONDS:
                saved = now
                self.save()
        self.save()
