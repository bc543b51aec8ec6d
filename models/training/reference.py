"""Numbers to hold other engines to: logits of a fixed continuation, and ids of fixed texts."""

import torch

import samples
from families import chain_wording
from families.chain_problems import Problem

PROBLEM = Problem(7, (("+", 8), ("*", 3), ("-", 9), ("+", 6)))
LENGTH, LISTED = 12, 16
TEXTS = ("Wait, wait", "Hmm. But no\n\nAlternatively, 12", "a\n\n\nb \t c", "naïve café ﬁn 東京 🙂 e\u0301",
         "</think>\n\nThe final answer is \\boxed{7}.<|im_end|>", *(probe for probe, _ in samples.PROBES),
         "It's 5*9=45; I'LL see…", "")


def six_digits(number):
    return float(f"{number:.6g}")


def make(shipped, tokenizer):
    """Greedy continuation of one prompt in float64; per position the logits of the 16 most likely ids before it."""
    shipped.model.double()
    shipped.head = shipped.head.double()
    prompt = tokenizer.encode(samples.prompt(chain_wording.canonical(PROBLEM).text))
    continuation, rows = [], []
    for _ in range(LENGTH):
        ids = torch.tensor([prompt + continuation])
        # The causal mask is float32 by default; adding it to float64 scores keeps float64.
        logits = shipped.logits(ids)[0, -1]
        continuation.append(int(logits.argmax()))
        listed = sorted(logits.topk(LISTED).indices.tolist())
        rows.append({"ids": listed, "logits": [six_digits(logits[i].item()) for i in listed]})
    return {"about": "rows[i] are logits after prompt_ids + continuation_ids[:i], of the dequantised weights",
            "prompt": samples.prompt(chain_wording.canonical(PROBLEM).text), "prompt_ids": prompt,
            "continuation_ids": continuation, "rows": rows,
            "texts": [{"text": t, "ids": tokenizer.encode(t)} for t in TEXTS]}
