"""CLIP of faces (noised ones too) and captions in two languages.

Radford et al. 2021 (2103.00020, fig. 3); Nichol et al. 2021, "GLIDE" (2112.10741, section 2.4). In TypeScript: app/models/dalle/clip.ts.
Weights: public/weights/clip; "bpe" holds the merges of the text.
"""
import math

import torch
import torch.nn.functional as F

from common import block, causal_mask, conv, dense, flat, group_norm, layer_norm, sinusoidal, to_channels

END, TEXT_LENGTH, GROUPS = 640, 24, 8


def encode_image(p, x, t):  # x_t [B, 16, 16, 3], t [B] -> points on the sphere [B, 64]
    h = to_channels(x)
    for i in range(3):
        h = F.silu(group_norm(p, f"image.norm{i}", conv(p, f"image.conv{i}", h), GROUPS))
        h = F.avg_pool2d(h, 2) if i < 2 else h
    h = dense(p, "image.hidden", flat(h)) + dense(p, "image.time", sinusoidal(t, 32))
    return unit(dense(p, "image.out", F.silu(h)))


def encode_text(p, ids, ends):  # ids [B, 24] filled up with END, ends [B]: place of the first END -> [B, 64]
    h = F.embedding(ids, p["text.tokens"]) + p["text.places"]
    mask = causal_mask(ids.shape[1], h.device)
    for i in range(2):
        h = block(p, f"text.block{i}", h, 4, mask)
    at_end = h[torch.arange(len(ids), device=h.device), ends]
    return unit(dense(p, "text.out", layer_norm(p, "text.norm", at_end)))


def unit(x):
    return x * torch.rsqrt(x.square().sum(1, keepdim=True) + 1e-8)


def loss(p, images, texts):
    """Symmetric cross-entropy: of all captions of the batch this picture's own, of all pictures this caption's own."""
    logits = images @ texts.T * torch.exp(p["logScale"].clamp(max=math.log(100)))
    own = torch.arange(len(images), device=images.device)
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
