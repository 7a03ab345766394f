"""The prior over the 16 tokens of a face: what makes a generator of the VQ-VAE.

van den Oord et al. 2017 (1711.00937, section 3.3), with a causal transformer. In TypeScript: app/models/vae/prior.ts. Weights: public/weights/prior4.
"""
import torch
import torch.nn.functional as F

from common import block, causal_mask, dense, layer_norm

CODES, HEADS = 256, 4


def forward(p, tokens):
    """Logits of the token at every place, given those before it. tokens [B, T], T < 16 -> [B, T + 1, 256]."""
    start = torch.full_like(tokens[:, :1], CODES) if tokens.shape[1] else torch.full((len(tokens), 1), CODES, device=tokens.device)
    ids = torch.cat([start, tokens], 1)
    T = ids.shape[1]
    h = F.embedding(ids, p["tokens"]) + p["places"][:T]
    for i in range(3):
        h = block(p, f"block{i}", h, HEADS, causal_mask(T, h.device))
    return dense(p, "out", layer_norm(p, "norm", h))


def loss(p, tokens):  # nats a token; tokens [B, 16]
    return F.cross_entropy(forward(p, tokens[:, :-1]).flatten(0, 1), tokens.flatten())


@torch.no_grad()
def sample(p, n, temperature=1.0):  # [n, 16]
    tokens = torch.zeros(n, 0, dtype=torch.long)
    for _ in range(16):
        logits = forward(p, tokens)[:, -1] / temperature
        tokens = torch.cat([tokens, torch.multinomial(torch.softmax(logits, -1), 1)], 1)
    return tokens
