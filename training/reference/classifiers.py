"""Two readers of attributes: of clean faces (the yardstick's eye), and of noised faces (whose gradient guides diffusion).

Dhariwal & Nichol 2021 (2105.05233, eq. 10, alg. 2). In TypeScript: app/models/metrics/attributeClassifier.ts and app/models/diffusion/noisyClassifier.ts.
Weights: public/weights/oracle, classifier.
"""
import torch
import torch.nn.functional as F

from common import conv, dense, flat, group_norm, sinusoidal, to_channels
from unet import CLASSES


def features(p, x):  # clean faces [B, 16, 16, 3] -> [B, 64]
    return F.relu(dense(p, "features", F.relu(dense(p, "in", x.reshape(len(x), 768)))))


def clean(p, x):  # -> log-probabilities, one [B, classes] a attribute
    return [F.log_softmax(part, 1) for part in dense(p, "out", features(p, x)).split(CLASSES, 1)]


def clean_loss(p, x, classes, shows):
    """Mean cross-entropy over the attributes that can be seen. classes [B, 10], shows [B, 10] of 0 and 1."""
    said = clean(p, x)
    each = torch.stack([F.nll_loss(said[a], classes[:, a], reduction="none") for a in range(10)], 1)
    return (each * shows).sum() / (10 * len(x))


def noised(p, x, t):  # x_t [B, 16, 16, 3], t [B] -> logits, one [B, classes] a attribute
    h = to_channels(x)
    for i in range(3):
        h = F.silu(group_norm(p, f"norm{i}", conv(p, f"conv{i}", h), 8))
        h = F.avg_pool2d(h, 2) if i < 2 else h
    h = dense(p, "hidden", flat(h)) + dense(p, "time", sinusoidal(t, 32))
    return dense(p, "logits", F.silu(h)).split(CLASSES, 1)


def noised_loss(p, x, t, classes):  # sum over attributes of the mean cross-entropy
    return sum(F.cross_entropy(logits, classes[:, a]) for a, logits in enumerate(noised(p, x, t)))


def gradient(p, x, t, classes):
    """The push of guidance: gradient in x_t of sum log p(y | x_t) over attributes with a class >= 0. [B, 16, 16, 3]."""
    x = x.detach().requires_grad_()
    terms = [F.cross_entropy(logits, classes[:, a].clamp(min=0), reduction="none") * (classes[:, a] >= 0) for a, logits in enumerate(noised(p, x, t))]
    return torch.autograd.grad(-sum(terms).sum(), x)[0]
