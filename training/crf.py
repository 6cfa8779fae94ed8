"""The negative log-likelihood of a linear-chain CRF, its partition computed by a tree of matrix products."""

from __future__ import annotations

import torch
from torch import Tensor

IMPOSSIBLE = -1e4


def crf_loss(
    emissions: Tensor, tags: Tensor, mask: Tensor, transitions: Tensor, start: Tensor, allowed: Tensor | None = None
) -> Tensor:
    """Summed over the batch. `emissions` batch x words x tags, `mask` true for the words that there are (a prefix).

    `allowed`, of the shape of `emissions`, says which tags a word may have where more than one may be right: the loss
    is then that of all sequences of allowed tags together (Tsuboi et al. 2008), and `tags` is not read.
    """
    everything = _partition(emissions, mask, transitions, start)
    if allowed is not None:
        return everything - _partition(emissions.masked_fill(~allowed, IMPOSSIBLE), mask, transitions, start)
    chosen = emissions.gather(2, tags[..., None])[..., 0]
    moves = transitions[tags[:, :-1], tags[:, 1:]]
    return everything - ((chosen * mask).sum() + (moves * mask[:, 1:]).sum() + start[tags[:, 0]].sum())


def _partition(emissions: Tensor, mask: Tensor, transitions: Tensor, start: Tensor) -> Tensor:
    size = emissions.shape[-1]
    identity = torch.full((size, size), IMPOSSIBLE).fill_diagonal_(0.0)
    steps = transitions + emissions[:, 1:, None, :]
    steps = torch.where(mask[:, 1:, None, None], steps, identity)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, identity.expand(steps.shape[0], 1, size, size)], dim=1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    first = start + emissions[:, 0]
    if steps.shape[1]:
        first = torch.logsumexp(first[:, :, None] + steps[:, 0], dim=1)
    return torch.logsumexp(first, dim=1).sum()
