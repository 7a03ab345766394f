"""What all models share: reading and writing their weights, and the few layers they are made of.

The same layers in TypeScript: app/models/nn/layers.ts, app/models/nn/transformer.ts, app/runtime/safetensors.ts.
Pictures enter and leave a model as the product keeps them, [B, 16, 16, 3] in [-1, 1]; inside, channels come second, as PyTorch likes it.
A model is a dictionary p of tensors by name ("in.w", "in.b"); dense weights are [inputs, outputs], convolutions [k, k, inputs, outputs].
"""
import json
import math

import numpy as np
import torch
import torch.nn.functional as F

DTYPES = {"F32": "<f4", "F16": "<f2", "I8": "i1"}


def load(path):
    """A .safetensors file -> {name: float32 tensor}. 8-bit tensors have a scale a channel beside them, "name:scale"."""
    raw = open(path, "rb").read()
    size = int.from_bytes(raw[:8], "little")
    entries = json.loads(raw[8 : 8 + size])
    entries.pop("__metadata__", None)
    arrays = {}
    for name, e in entries.items():
        begin, end = (8 + size + at for at in e["data_offsets"])
        arrays[name] = np.frombuffer(raw[begin:end], DTYPES[e["dtype"]]).astype(np.float32).reshape(e["shape"])
    scales = {name[: -len(":scale")]: arrays.pop(name) for name in list(arrays) if name.endswith(":scale")}
    return {name: torch.from_numpy(a * scales[name] if name in scales else a.copy()) for name, a in arrays.items()}


def save(path, tensors, metadata=None, dtype="F32"):
    """{name: tensor} -> a .safetensors file, in this order, as 32 or 16 bit floats."""
    header, body, at = {"__metadata__": metadata or {}}, [], 0
    for name, t in tensors.items():
        data = t.detach().cpu().numpy().astype(DTYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(t.shape), "data_offsets": [at, at + len(data)]}
        body.append(data)
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(len(text).to_bytes(8, "little") + text + b"".join(body))


def to_channels(x):  # [B, H, W, C] -> [B, C, H, W]
    return x.permute(0, 3, 1, 2).contiguous()


def to_pictures(x):  # [B, C, H, W] -> [B, H, W, C]
    return x.permute(0, 2, 3, 1)


def dense(p, name, x):  # [..., I] -> [..., O]
    return x @ p[name + ".w"] + p[name + ".b"]


def conv(p, name, x, stride=1):  # [B, I, H, W] -> [B, O, H/stride, W/stride], zeros around, as TensorFlow's SAME
    w = p[name + ".w"].permute(3, 2, 0, 1)  # [O, I, k, k]
    k = w.shape[-1]
    if stride == 2:
        return F.conv2d(F.pad(x, (0, 1, 0, 1)), w, p.get(name + ".b"), stride=2)  # even sides: the odd row goes below
    return F.conv2d(x, w, p.get(name + ".b"), padding=k // 2)


def group_norm(p, name, x, groups):  # [B, C, H, W]
    return F.group_norm(x, groups, p[name + ".scale"], p[name + ".bias"], eps=1e-5)


def layer_norm(p, name, x):  # [..., D]
    return F.layer_norm(x, x.shape[-1:], p[name + ".scale"], p[name + ".bias"], eps=1e-5)


def leaky_relu(x):
    return F.leaky_relu(x, 0.2)


def flat(x):  # [B, C, H, W] -> [B, H*W*C], in the product's order
    return to_pictures(x).reshape(x.shape[0], -1)


def upsample(x):  # every pixel twice in both directions
    return F.interpolate(x, scale_factor=2, mode="nearest")


def sinusoidal(t, dim):
    """Time as a vector: dim/2 cosines, then dim/2 sines, of frequencies from 1 down to 1/10,000. t [B] -> [B, dim]."""
    half = dim // 2
    rates = torch.exp(-math.log(10_000) * torch.arange(half, device=t.device, dtype=torch.float64) / half)
    angle = t.double()[:, None] * rates  # [B, half]; 64 bits, because t goes to 1,000
    return torch.cat([torch.cos(angle), torch.sin(angle)], 1).float()


def alpha_bar(T=1000, s=0.008):
    """The cosine schedule (Nichol & Dhariwal 2021, eq. 17), beta at most 0.999: what is left of the picture's variance, [T + 1]."""
    f = np.cos((np.arange(T + 1) / T + s) / (1 + s) * np.pi / 2) ** 2
    return torch.from_numpy(np.concatenate([[1.0], np.cumprod(1 - np.minimum(1 - f[1:] / f[:-1], 0.999))]))


def attention(q, k, v, mask=None):  # [..., T, D] each
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    return torch.softmax(scores if mask is None else scores + mask, -1) @ v


def causal_mask(T, device=None):  # [T, T]: 0 where token i may look at token j <= i
    return torch.full((T, T), -1e9, device=device).triu(1)


def block(p, name, x, heads, mask):
    """A transformer block (Vaswani et al. 2017; normalised first, as GPT-2): x [B, T, D] -> [B, T, D]."""
    B, T, D = x.shape
    q, k, v = (part.reshape(B, T, heads, D // heads).transpose(1, 2) for part in dense(p, name + ".qkv", layer_norm(p, name + ".norm1", x)).chunk(3, -1))
    h = x + dense(p, name + ".mix", attention(q, k, v, mask).transpose(1, 2).reshape(B, T, D))
    wide = dense(p, name + ".wide", layer_norm(p, name + ".norm2", h))
    return h + dense(p, name + ".narrow", wide * torch.sigmoid(1.702 * wide))  # the fast GELU
