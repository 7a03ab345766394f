"""Two conditional GANs of faces, one that paints pixels and one that paints the VQ-VAE's codes, and the game they play.

Goodfellow et al. 2014 (1406.2661); pairs: Jolicoeur-Martineau 2019 (1807.00734); R1 and R2: Mescheder et al. 2018 (1801.04406), together the
loss of R3GAN (Huang et al. 2025, 2501.05441), here by finite differences (Lin et al. 2025, 2501.08316, eq. 5); projection: Miyato & Koyama 2018
(1802.05637). In TypeScript: faceGame.ts, pixelGan.ts, latentGan.ts under app/models/gan. Weights: public/weights/gan, gan-collapsed, gan-latent.

Weights may have a leading axis, [K, I, O] and [K, 1, O]: K GANs then play side by side, on inputs [K, B, I].
"""
import math

import torch
import torch.nn.functional as F

import vqvae
from common import conv, dense, flat, group_norm, leaky_relu, to_channels, to_pictures, upsample
from unet import CLASSES


def wishes(classes):  # [..., 10] -> y [..., 37]: 1.5 in the column of every class asked for
    columns = torch.stack([sum(CLASSES[:a]) + classes[..., a].long() for a in range(10)], -1)
    return torch.zeros(*classes.shape[:-1], sum(CLASSES), device=classes.device).scatter_(-1, columns, 1.5)


# in codes
def active(h):
    return 1.38 * leaky_relu(h)


def residual(p, h, name):
    i = 0
    while f"{name}{i}.a.w" in p:
        h = h + dense(p, f"{name}{i}.b", active(dense(p, f"{name}{i}.a", active(h))))
        i += 1
    return h


def paint_codes(p, z, y):  # noise [B, 64], wish [B, 37] -> the 16 vectors of a face [B, 256], in units of the codebook's root mean square
    return dense(p, "g.out", active(residual(p, dense(p, "g.in", torch.cat([z, y], -1)), "g.step")))


def judge_codes(p, x, y):  # [B, 256], [B, 37] -> how real, as a logit [B]
    h = active(residual(p, dense(p, "d.in", torch.cat([x, y], -1)), "d.step"))
    return dense(p, "d.out", h)[..., 0] + (h * (y @ p["d.wish"])).sum(-1) / math.sqrt(h.shape[-1])


def tokens_of(vq, x):  # G's vectors [B, 256] -> nearest codes [B, 4, 4]
    unit = vq["codebook"].square().mean().sqrt()
    return vqvae.quantize(unit * x.reshape(-1, 4, 4, 16), vq["codebook"])


def faces_of(vq, x):  # -> [B, 16, 16, 3]
    return vqvae.decode_tokens(vq, tokens_of(vq, x))


# in pixels
def paint_pixels(p, z, y, groups=8):  # -> [B, 16, 16, 3] in (-1, 1)
    def norm(h, name):
        return F.silu(group_norm(p, name, h, groups))

    c = p["g.norm4.scale"].shape[0]
    h = to_channels(dense(p, "g.in", torch.cat([z, y], 1)).reshape(-1, 4, 4, c))
    h = conv(p, "g.conv8", upsample(norm(h, "g.norm4")))
    h = conv(p, "g.conv16", upsample(norm(h, "g.norm8")))
    h = conv(p, "g.fine", norm(h, "g.norm16"))
    return torch.tanh(to_pictures(conv(p, "g.out", norm(h, "g.normOut"))) / 2)


def judge_pixels(p, x, y):  # [B, 16, 16, 3] -> [B]
    h = leaky_relu(conv(p, "d.in", to_channels(x)))
    h = leaky_relu(conv(p, "d.conv16", h, 2))
    h = leaky_relu(conv(p, "d.conv8", h, 2))
    if p["d.conv4.w"].shape[2] > h.shape[1]:  # told how much the batch varies
        spread = ((h - h.mean(0)).square().mean(0) + 1e-8).sqrt().mean()
        h = torch.cat([h, spread.expand(len(h), 1, *h.shape[2:])], 1)
    h = flat(leaky_relu(conv(p, "d.conv4", h)))
    return dense(p, "d.out", h)[:, 0] + (h * (y @ p["d.wish"])).sum(1) / math.sqrt(h.shape[1])


# the game; `judge` takes what was painted and says logits [..., B], means are over the batch
def loss_d(judge, real, painted, paired=True):
    on_real, on_painted = judge(real), judge(painted)
    if paired:
        return F.softplus(on_painted - on_real).mean(-1)
    return (F.softplus(-on_real) + F.softplus(on_painted)).mean(-1)


def loss_g(judge, real, painted, paired=True):
    on_painted = judge(painted)
    return F.softplus(-(on_painted - judge(real)) if paired else -on_painted).mean(-1)


def slope_penalty(judge, x, v, gamma, sigma):
    """gamma/2 E (D(x + sigma v) - D(x))^2 / sigma^2: R1 on real faces, R2 on painted ones. v: noise shaped like x."""
    slope = (judge(x + sigma * v) - judge(x)) / sigma
    return gamma / 2 * slope.square().mean(-1)
