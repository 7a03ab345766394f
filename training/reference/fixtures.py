"""Runs every reference on fixed inputs with the weights that ship: python3 training/reference/fixtures.py writes tests/fixtures/reference/*.json.

tests/unit/reference.test.ts runs the TypeScript models on the same inputs and compares, without PyTorch. Losses and gradients are compared too:
a training step here is the same as one there.
"""
import json
import math
import os
import sys

import torch

import clip, classifiers, gan, gpt, prior, unet, vae, vqvae  # noqa: E401
from common import load

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
OUT = os.path.join(ROOT, "tests", "fixtures", "reference")


def weights(model):
    return load(f"{ROOT}/public/weights/{model}/model.safetensors")


def wave(shape, phase=0.0):
    """Numbers that any language makes alike: sin(0.7 i + phase) + 0.5 sin(0.0137 i^2)."""
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (torch.sin(0.7 * i + phase) + 0.5 * torch.sin(0.0137 * i * i)).float().reshape(shape)


def count(shape, step, below):
    """Whole numbers i * step mod below."""
    return (torch.arange(math.prod(shape)) * step % below).reshape(shape)


def some(t):
    """Shape, norm, and up to 48 values spread over the whole."""
    values = t.detach().flatten().double()
    every = max(1, len(values) // 48)
    return {"shape": list(t.shape), "norm": float(f"{values.norm():.7g}"), "values": [float(f"{v:.7g}") for v in values[::every][:48]]}


def with_gradient(p, loss):
    """The loss and its gradient in every parameter, all laid end to end in the order of their names."""
    names = sorted(n for n in p if n != "bpe" and p[n].dtype == torch.float32)
    leaves = {**p, **{n: p[n].clone().requires_grad_() for n in names}}
    value = loss(leaves)
    grads = torch.autograd.grad(value, [leaves[n] for n in names], allow_unused=True)
    flat = torch.cat([(torch.zeros_like(leaves[n]) if g is None else g).flatten() for n, g in zip(names, grads)])
    return {"loss": some(value.reshape(1)), "gradient": some(flat)}


def classes_of(n):
    return torch.stack([count((n,), a + 1, k) for a, k in enumerate(unet.CLASSES)], 1)


def u_net(model):
    p, x = weights(model), wave((2, 16, 16, 3))
    t, y = torch.tensor([100.0, 900.0]), unet.conditions(torch.cat([classes_of(1), torch.full((1, 10), -1)]))
    step = with_gradient(p, lambda p: unet.loss(p, wave((2, 16, 16, 3), 1.0), t, y, x))
    return {"eps": some(unet.eps(p, x, t, y)), **step}


def variational(model):
    p, x = weights(model), wave((2, 16, 16, 3)) / 2
    code = vae.encode(p, x)
    latent = p["dec.narrow.w"].shape[0]
    out = {"code": some(code), "decoded": some(vae.decode(p, wave((2, latent))))}
    return out if code.shape[1] == latent else {**out, **with_gradient(p, lambda p: vae.loss(p, x, wave((2, latent)), 1.0) / 768)}


def quantised(model):
    p, x = weights(model), wave((2, 16, 16, 3)) / 2
    g = p["enc.place"].shape[1]
    decoded = vqvae.decode_tokens(p, count((2, g, g), 7, len(p["codebook"])))
    return {"encoded": some(vqvae.encode(p, x)), "tokens": some(vqvae.encode_tokens(p, decoded).float()), "decoded": some(decoded)}


def autoregressive():
    p, tokens = weights("prior4"), count((2, 16), 7, 256)
    return {"logits": some(prior.forward(p, tokens[:, :15])), **with_gradient(p, lambda p: prior.loss(p, tokens))}


def transformer():
    p = weights("gpt")
    text = count((2, 24), 11, 600).where(torch.arange(24) < 9, torch.tensor(gpt.END))
    counted = (torch.arange(24) <= 9).float().expand(2, 24)
    image = count((2, 16), 7, 256)
    ids = torch.cat([torch.full((2, 1), gpt.START), text, image[:, :5] + gpt.TEXT], 1)
    empty = torch.cat([torch.full((2, 1), gpt.START), torch.full((2, 24), gpt.END), image[:, :5] + gpt.TEXT], 1)
    guided = gpt.guided(p, ids, empty, 1.0)
    return {"thought": some(gpt.forward(p, ids)), "guided": some(guided), **with_gradient(p, lambda p: gpt.loss(p, text, counted, image))}


def towers():
    p, x, t = weights("clip"), wave((3, 16, 16, 3)), torch.tensor([0.0, 300.0, 700.0])
    ids = count((3, 24), 11, 600).where(torch.arange(24) < 9, torch.tensor(clip.END))
    ends = torch.full((3,), 9)
    step = with_gradient(p, lambda p: clip.loss(p, clip.encode_image(p, x, t), clip.encode_text(p, ids, ends)))
    return {"image": some(clip.encode_image(p, x, t)), "text": some(clip.encode_text(p, ids, ends)), **step}


def reader():
    p, x = weights("oracle"), wave((2, 16, 16, 3))
    step = with_gradient(p, lambda p: classifiers.clean_loss(p, x, classes_of(2), torch.ones(2, 10)))
    return {"features": some(classifiers.features(p, x)), "logProbabilities": some(torch.cat(classifiers.clean(p, x), 1)), **step}


def noisy_reader():
    p, x, t = weights("classifier"), wave((2, 16, 16, 3)), torch.tensor([100.0, 600.0])
    step = with_gradient(p, lambda p: classifiers.noised_loss(p, x, t, classes_of(2)))
    push = classifiers.gradient(p, x, t, classes_of(2))
    return {"logits": some(torch.cat(classifiers.noised(p, x, t), 1)), "push": some(push), **step}


def players(paint, judge, size, sigma, p):
    """G's pictures and both losses, with weights that need no training: `p` is made of waves."""
    z, y = wave((4, 64)), gan.wishes(classes_of(4))
    real, v = wave((4, *size), 2.0) / 2, wave((4, *size), 3.0)
    painted = paint(p, z, y)

    def d(p):
        def judged(x):
            return judge(p, x, y)

        held = painted.detach()
        return gan.loss_d(judged, real, held) + 4 * gan.slope_penalty(judged, real, v, 0.1, sigma)

    g = with_gradient({n: t for n, t in p.items() if n[0] == "g"}, lambda q: gan.loss_g(lambda x: judge(p, x, y), real, paint(q, z, y)))
    d = with_gradient({n: t for n, t in p.items() if n[0] == "d"}, d)
    return {"painted": some(painted), "lossD": d["loss"], "gradientD": d["gradient"], "lossG": g["loss"], "gradientG": g["gradient"]}


def waves(shapes):
    """Weights of the given shapes: a wave each, of the size that keeps numbers moderate."""
    return {n: 1.0 + 0.1 * wave(s, k) if n.endswith("scale") else wave(s, k) / math.sqrt(math.prod(s[:-1]) or 1) for k, (n, s) in enumerate(shapes.items())}


ALL = {
    **{m: (lambda m=m: u_net(m)) for m in ("ddpm", "ddpm-noskip", "ddpm-notime")},
    **{m: (lambda m=m: variational(m)) for m in ("ae2", "ae16", "vae2", "vae16-b1")},
    **{m: (lambda m=m: quantised(m)) for m in ("vqvae4", "vqvae8")},
    "prior4": autoregressive, "gpt": transformer, "clip": towers, "oracle": reader, "classifier": noisy_reader,
    "gan": lambda: players(gan.paint_pixels, gan.judge_pixels, (16, 16, 3), 0.01, waves(json.load(open(f"{OUT}/shapes.json"))["gan"])),
    "gan-latent": lambda: players(gan.paint_codes, gan.judge_codes, (256,), 0.5, waves(json.load(open(f"{OUT}/shapes.json"))["gan-latent"])),
}

if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for name in sys.argv[1:] or ALL:
        with open(f"{OUT}/{name}.json", "w") as f:
            json.dump(ALL[name](), f)
            f.write("\n")
        print(name)
