"""VQ-VAE: a face as 4x4 (or 8x8) numbers of codes.

van den Oord et al. 2017 (1711.00937). In TypeScript: app/models/vae/vqvae.ts. Weights: public/weights/vqvae4, vqvae8.
Two paths are added up on either side: a local one (convolutions over patches) and, for the coarse grid, a global one (dense layers).
"""
import torch
import torch.nn.functional as F

from common import conv, dense, flat, to_channels, to_pictures


def local(p, side, x):  # [B, C, g, g] -> [B, O, g, g]
    h = F.relu(conv(p, side + ".in", x) + p[side + ".place"].permute(0, 3, 1, 2))
    return conv(p, side + ".out", h + F.relu(conv(p, side + ".mix", h)))


def patches(x, grid):  # [B, 16, 16, 3] -> [B, s*s*3, g, g], s = 16 / g
    B, s = len(x), 16 // grid
    return x.reshape(B, grid, s, grid, s, 3).permute(0, 2, 4, 5, 1, 3).reshape(B, s * s * 3, grid, grid)


def unpatched(x):  # [B, s*s*3, g, g] -> [B, 16, 16, 3]
    B, _, g, _ = x.shape
    s = 16 // g
    return x.reshape(B, s, s, 3, g, g).permute(0, 4, 1, 5, 2, 3).reshape(B, 16, 16, 3)


def encode(p, x):  # [B, 16, 16, 3] -> z_e [B, g, g, D]
    grid = p["enc.place"].shape[1]
    ze = to_pictures(local(p, "enc", patches(x, grid)))
    if "enc.face.w" in p:
        ze = ze + dense(p, "enc.spread", F.relu(dense(p, "enc.face", x.reshape(len(x), -1)))).reshape(ze.shape)
    return ze


def quantize(z, codebook):  # [..., D] -> numbers of the nearest codes [...]
    rows = z.reshape(-1, z.shape[-1])
    distances = rows.square().sum(1, keepdim=True) - 2 * rows @ codebook.T + codebook.square().sum(1)
    return distances.argmin(1).reshape(z.shape[:-1])


def decode(p, zq):  # [B, g, g, D] -> [B, 16, 16, 3]
    x = unpatched(local(p, "dec", to_channels(zq)))
    if "dec.face.w" in p:
        x = x + dense(p, "dec.face", F.relu(dense(p, "dec.gather", zq.reshape(len(zq), -1)))).reshape(x.shape)
    return x


def encode_tokens(p, x):  # [B, 16, 16, 3] -> [B, g, g]
    return quantize(encode(p, x), p["codebook"])


def decode_tokens(p, tokens):  # [B, g, g] -> [B, 16, 16, 3]
    return decode(p, p["codebook"][tokens])


def loss(p, x, commitment=0.25):
    """Reconstruction and commitment, as means; the codebook learns from neither (it follows by moving averages)."""
    ze = encode(p, x)
    code = p["codebook"][quantize(ze, p["codebook"])].detach()
    x_hat = decode(p, ze + (code - ze).detach())  # straight through
    return F.mse_loss(x_hat, x) + commitment * F.mse_loss(ze, code)
