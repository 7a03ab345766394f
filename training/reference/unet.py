"""The U-Net eps_theta(x_t, t, y) of the faces, its loss, and DDIM with classifier-free guidance.

Ho et al. 2020, "DDPM" (2006.11239); Ronneberger et al. 2015 (1505.04597); Salimans & Ho 2022 (2202.00512, section 4: the last layer says v);
Song et al. 2021, "DDIM" (2010.02502, eq. 12); Ho & Salimans 2022 (2207.12598, eq. 6).
In TypeScript: app/models/diffusion/unet.ts and faces.ts. Weights: public/weights/ddpm, ddpm-noskip, ddpm-notime.
"""
import functools

import torch
import torch.nn.functional as F

from common import alpha_bar, attention, conv, dense, group_norm, sinusoidal, to_channels, to_pictures, upsample

GROUPS, TIME_DIM = 8, 64
CLASSES = [4, 6, 6, 3, 4, 3, 2, 2, 5, 2]  # skin, hair style, hair colour, eyes, mouth, glasses, hat, beard, clothing, earrings


def conditions(asked):
    """asked: rows of ten class numbers, -1 where nothing is asked -> y [B, 47]: a column a class, and one a attribute for "not said"."""
    columns = [sum(CLASSES[:a]) + a + torch.where(asked[:, a] < 0, n, asked[:, a].long()) for a, n in enumerate(CLASSES)]
    return torch.zeros(len(asked), sum(CLASSES) + 10, device=asked.device).scatter_(1, torch.stack(columns, 1), 1.0)


def normed(p, name, x):
    return F.silu(group_norm(p, name, x, GROUPS))


def residual(p, name, h, e, skip=None):
    """Two convolutions on top of h [B, C, H, W]; a skip joins as a second convolution onto the same sum, which is what concatenation is."""
    a = conv(p, name + ".conv1", normed(p, name + ".norm1", h))
    if skip is not None:
        a = a + conv(p, name + ".convS", normed(p, name + ".normS", skip))
    a = a + dense(p, name + ".embed", e)[:, :, None, None]
    a = conv(p, name + ".conv2", normed(p, name + ".norm2", a))
    straight = conv(p, name + ".short", h) if name + ".short.w" in p else h
    return a + straight + (conv(p, name + ".shortS", skip) if skip is not None else 0)


def attend(p, h):  # [B, C, 4, 4]: every place looks at the fifteen others
    B, C, H, W = h.shape
    places = group_norm(p, "attention.norm", h, GROUPS).flatten(2).transpose(1, 2)  # [B, 16, C]
    q, k, v = (places @ p[f"attention.{name}.w"] for name in "qkv")
    return h + dense(p, "attention.out", attention(q, k, v)).transpose(1, 2).reshape(B, C, H, W)


def network(p, x, t, y):
    """What the last layer says: v (or eps, in a net without time). x [B, 16, 16, 3], t [B] in 0 ... 1000, y [B, 47] -> [B, 16, 16, 3]."""
    e = y @ p["condition.w"]
    if "time1.w" in p:
        e = e + dense(p, "time2", F.silu(dense(p, "time1", sinusoidal(t, TIME_DIM))))
    e = F.silu(e)  # [B, 128]
    skips = "up0.convS.w" in p
    s0 = residual(p, "down0", conv(p, "in", to_channels(x)), e)  # [B, 32, 16, 16]
    s1 = residual(p, "down1", F.avg_pool2d(s0, 2), e)  # [B, 64, 8, 8]
    s2 = residual(p, "down2", F.avg_pool2d(s1, 2), e)  # [B, 96, 4, 4]
    m = attend(p, residual(p, "middle", s2, e))  # [B, 96, 4, 4]
    u2 = residual(p, "up2", m, e, s2 if skips else None)  # [B, 96, 4, 4]
    u1 = residual(p, "up1", upsample(u2), e, s1 if skips else None)  # [B, 64, 8, 8]
    u0 = residual(p, "up0", upsample(u1), e, s0 if skips else None)  # [B, 32, 16, 16]
    return to_pictures(conv(p, "out", normed(p, "out.norm", u0)))


@functools.lru_cache(None)
def bars(device):
    return alpha_bar().to(device)


def mix(t):
    """sqrt(alpha bar) and sqrt(1 - alpha bar) at t [B], [B, 1, 1, 1] each; whole steps."""
    bar = bars(t.device)[t.long()]
    return bar.sqrt().float()[:, None, None, None], (1 - bar).sqrt().float()[:, None, None, None]


def eps(p, x, t, y):
    """eps_theta(x_t, t, y): the noise that the network sees. [B, 16, 16, 3]."""
    said = network(p, x, t, y)
    if "time1.w" not in p:
        return said
    signal, noise = mix(t)
    return signal * said + noise * x


def loss(p, x0, t, y, noise):
    """L_simple weighted by 1 / alpha bar: the error in v. x0, noise [B, 16, 16, 3]."""
    signal, sigma = mix(t)
    said = network(p, signal * x0 + sigma * noise, t, y)
    truth = signal * noise - sigma * x0 if "time1.w" in p else noise
    return F.mse_loss(said, truth)


@torch.no_grad()
def ddim(p, x, asked, w=1.0, steps=50):
    """Faces from noise x [B, 16, 16, 3], asked for classes [B, 10] (-1: open), in a few deterministic steps. w = 0: no guidance."""
    y, nothing = conditions(asked), conditions(torch.full_like(asked, -1))
    visits = [round(1000 * (steps - i) / steps) for i in range(steps + 1)]
    for t, s in zip(visits, visits[1:]):
        at = torch.full((len(x),), float(t), device=x.device)
        said = eps(p, x, at, y)
        if w:
            said = (1 + w) * said - w * eps(p, x, at, nothing)
        signal, noise = mix(at)
        x0 = ((x - noise * said) / signal).clamp(-1, 1)
        said = (x - signal * x0) / noise
        signal, noise = mix(torch.full_like(at, s))
        x = signal * x0 + noise * said
    return x
