"""The U-Net of app/models/diffusion/unet.ts in PyTorch, and how many training steps a second one thread of the processor makes of it.

Called by torch.bench.ts with one JSON argument: {config, batch, seconds, clipNorm, ema}. Prints one JSON line.
The skips are concatenated here, as PyTorch code would do it; there they are sums of two convolutions, which is the same.
"""

import copy
import json
import math
import os
import sys

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, c, before, to, skip=0):
        super().__init__()
        self.norm1 = nn.GroupNorm(c["groups"], before)
        self.normS = nn.GroupNorm(c["groups"], skip) if skip else None
        self.conv1 = nn.Conv2d(before + skip, to, 3, padding=1)
        self.embed = nn.Linear(c["embedDim"], to)
        self.norm2 = nn.GroupNorm(c["groups"], to)
        self.conv2 = nn.Conv2d(to, to, 3, padding=1)
        self.short = nn.Conv2d(before + skip, to, 1) if before != to or skip else nn.Identity()

    def forward(self, h, e, s=None):
        a = F.silu(self.norm1(h))
        if s is not None:
            a = torch.cat([a, F.silu(self.normS(s))], 1)
            h = torch.cat([h, s], 1)
        a = self.conv1(a) + self.embed(e)[:, :, None, None]
        return self.short(h) + self.conv2(F.silu(self.norm2(a)))


class Attention(nn.Module):
    def __init__(self, c, channels):
        super().__init__()
        self.norm = nn.GroupNorm(c["groups"], channels)
        self.q, self.k, self.v = (nn.Linear(channels, channels, bias=False) for _ in range(3))
        self.out = nn.Linear(channels, channels)

    def forward(self, h):
        places = self.norm(h).flatten(2).transpose(1, 2)
        scores = self.q(places) @ self.k(places).transpose(1, 2) / math.sqrt(h.shape[1])
        mixed = self.out(torch.softmax(scores, -1) @ self.v(places))
        return h + mixed.transpose(1, 2).reshape(h.shape)


class UNet(nn.Module):
    def __init__(self, c):
        super().__init__()
        c0, c1, c2 = c["channels"]
        self.half = c["timeDim"] // 2
        self.time1 = nn.Linear(c["timeDim"], c["embedDim"])
        self.time2 = nn.Linear(c["embedDim"], c["embedDim"])
        self.condition = nn.Linear(c["conditionDim"], c["embedDim"], bias=False)
        self.first = nn.Conv2d(3, c0, 3, padding=1)
        self.down0, self.down1, self.down2 = Block(c, c0, c0), Block(c, c0, c1), Block(c, c1, c2)
        self.middle, self.attention = Block(c, c2, c2), Attention(c, c2)
        self.up2, self.up1, self.up0 = Block(c, c2, c2, c2), Block(c, c2, c1, c1), Block(c, c1, c0, c0)
        self.norm = nn.GroupNorm(c["groups"], c0)
        self.last = nn.Conv2d(c0, 3, 3, padding=1)

    def forward(self, x, t, y):
        angles = t[:, None] * torch.exp(-math.log(10_000) * torch.arange(self.half) / self.half)
        waves = torch.cat([torch.cos(angles), torch.sin(angles)], 1)
        e = F.silu(self.time2(F.silu(self.time1(waves))) + self.condition(y))
        s0 = self.down0(self.first(x), e)
        s1 = self.down1(F.avg_pool2d(s0, 2), e)
        s2 = self.down2(F.avg_pool2d(s1, 2), e)
        m = self.attention(self.middle(s2, e))
        u2 = self.up2(m, e, s2)
        u1 = self.up1(F.interpolate(u2, scale_factor=2), e, s1)
        u0 = self.up0(F.interpolate(u1, scale_factor=2), e, s0)
        return self.last(F.silu(self.norm(u0)))


def rate(step, seconds):
    """Steps a second of processor time: the best of three parts, after a warm-up."""
    for _ in range(3):
        step()
    best = 0
    for _ in range(3):
        start, runs = os.times().user, 0
        while os.times().user - start < seconds / 3:
            step()
            runs += 1
        best = max(best, runs / (os.times().user - start))
    return best


def main():
    asked = json.loads(sys.argv[1])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    batch, config = asked["batch"], asked["config"]
    result = {"version": torch.__version__, "onednn": torch.backends.mkldnn.is_available()}
    for layout in (torch.contiguous_format, torch.channels_last):
        net = UNet(config).to(memory_format=layout)
        average = copy.deepcopy(net)
        adam = torch.optim.Adam(net.parameters(), lr=1e-4, foreach=True)
        faces = (2 * torch.rand(batch, 3, 16, 16) - 1).to(memory_format=layout)
        y = torch.rand(batch, config["conditionDim"])

        def step():
            t = 1000 * torch.rand(batch)
            angle = (math.pi / 2 * t / 1000)[:, None, None, None]
            signal, noise, eps = torch.cos(angle), torch.sin(angle), torch.randn_like(faces)
            loss = F.mse_loss(net(signal * faces + noise * eps, t, y), signal * eps - noise * faces)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), asked["clipNorm"])
            adam.step()
            with torch.no_grad():
                torch._foreach_mul_(list(average.parameters()), asked["ema"])
                torch._foreach_add_(list(average.parameters()), list(net.parameters()), alpha=1 - asked["ema"])
            loss.item()

        name = "channels last" if layout == torch.channels_last else "channels first"
        result[name] = rate(step, asked["seconds"]) * batch
        result["parameters"] = sum(p.numel() for p in net.parameters())
    a, b = torch.randn(256, 256), torch.randn(256, 256)
    result["peak"] = 2 * 256**3 * rate(lambda: a @ b, 2)
    print(json.dumps(result))


main()
