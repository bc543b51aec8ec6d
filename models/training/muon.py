"""Muon for the matrices inside the blocks: momentum, then the nearest orthogonal update.

A tiny model gains most from it; embeddings and norms stay with AdamW. After Jordan et al., 2024.
"""

import torch

QUINTIC = (3.4445, -4.7750, 2.0315)  # drives all singular values towards 1 in five rounds


def orthogonal(batch):
    """batch [n, rows, columns] with every matrix replaced by about U V^T of its decomposition."""
    tall = batch.shape[1] > batch.shape[2]
    x = batch.transpose(1, 2) if tall else batch
    x = x / (x.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    a, b, c = QUINTIC
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.transpose(1, 2) if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, matrices, lr, momentum=0.95, decay=0.2):
        super().__init__(list(matrices), {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            by_shape = {}
            for matrix in group["params"]:
                by_shape.setdefault(matrix.shape, []).append(matrix)
            for (rows, columns), matrices in by_shape.items():
                updates = []
                for matrix in matrices:
                    state = self.state[matrix]
                    if not state:
                        state["momentum"] = torch.zeros_like(matrix)
                    state["momentum"].mul_(group["momentum"]).add_(matrix.grad)
                    updates.append(matrix.grad.add(state["momentum"], alpha=group["momentum"]))
                scale = max(1, rows / columns) ** 0.5
                for matrix, update in zip(matrices, orthogonal(torch.stack(updates))):
                    # Without decay the attention scores grow until attention is hard and stops learning.
                    matrix.mul_(1 - group["lr"] * group["decay"])
                    matrix.add_(update, alpha=-group["lr"] * scale)
