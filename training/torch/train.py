"""Trains models of the product on one GPU: python3 training/torch/train.py <out> <seconds> <job> [<job> ...]; jobs are listed at the end.

The same recipes as training/models/*.ts (`npm run train`), with the same first weights (export.ts writes them) and the equations of
training/reference. Each job writes <out>/<job>/weights.safetensors as `npm run train` does: put it into training/runs/<model>/ and go on with
`npm run evaluate` and `npm run weights`. One job runs for its steps, or for the seconds given; all jobs of a call share the GPU.
"""
import json
import os
import re
import sys
import time

import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(__file__))
import engine  # noqa: E402
from engine import DATA, DEVICE, Adam, Flat, Job, Muon, load, save  # noqa: E402
from faces import Composer, array, in_pieces, to_unit  # noqa: E402
import classifiers, clip, gan, gpt, unet, vqvae  # noqa: E401,E402

START, TRAIN = 0, 65_536


class Faces:
    """All faces drawn without end, on the GPU: the training split first. Pictures, classes, wishes, codes."""

    def __init__(self, most):
        composer = Composer()
        fields = torch.cat([array("train"), array("endless")])[:most]
        self.pixels = in_pieces(composer.pixels, fields)  # uint8 [n, 768]
        self.classes = in_pieces(composer.classes, fields)  # uint8 [n, 10]
        self.vq = {name: t.to(DEVICE) for name, t in load("public/weights/vqvae4/model.safetensors").items()}
        self.vectors = self.vq["codebook"] / self.vq["codebook"].square().mean().sqrt()  # in the units of the GAN in codes
        self.composer = composer

    def tokens(self, pixels):  # uint8 [n, 768] -> [n, 16]
        return in_pieces(lambda part: vqvae.encode_tokens(self.vq, to_unit(part)).flatten(1).to(torch.uint8), pixels, 8192)


class Supervised(Job):
    """One net, one loss, Adam (or Muon for the matrices that `muon` names)."""

    def __init__(self, name, faces, model=None, init=None, muon=None, adam=None, **job):
        super().__init__(name, **job)
        self.faces, self.model = faces, model or name
        arrays = load(f"{DATA}/init/{init or self.model}.safetensors")
        self.extra = {"bpe": arrays.pop("bpe")} if "bpe" in arrays else {}
        by_shape = {}
        for n, t in arrays.items():
            if muon and re.search(muon, n):
                by_shape.setdefault((t[..., 0].numel(), t.shape[-1]), []).append(n)
        taken = sum(by_shape.values(), [])
        self.flat = Flat(arrays, order=taken + [n for n in arrays if n not in taken])
        adam = {"beta2": 0.999, "ema": 0.998, **(adam or {})}
        self.optimizer = Muon(self.flat, by_shape.values(), **adam) if muon else Adam(self.flat, **adam)
        self.optimizers = (self.optimizer,)

    def draw(self, n, limit=None):
        return (self.uniform(n) * (limit or len(self.faces.pixels))).long()

    def step(self, kind):
        loss = self.batch_loss(self.flat.named())
        self.optimizer.step(torch.autograd.grad(loss, self.flat.theta)[0], self.lr)
        self.loss.copy_(loss.detach())

    def snapshot(self):
        return self.flat.arrays(self.optimizer.params())

    def write(self, out):
        folder = f"{out}/{self.name}"
        os.makedirs(folder, exist_ok=True)
        save(f"{folder}/weights.new", {**self.snapshot(), **self.extra}, self.info(self.model, command()), "F16")
        os.replace(f"{folder}/weights.new", f"{folder}/weights.safetensors")
        for share, (done, arrays) in list(self.kept.items()):
            save(f"{folder}/at-{round(100 * share):02d}.safetensors", arrays, self.info(self.model, command(), done), "F16")


class Diffusion(Supervised):
    def __init__(self, name, faces, **job):
        super().__init__(name, faces, muon=r"^(?!in\.|out\.|time1\.|condition\.).*\.w$", adam={"clip": 1.0, "ema": job.pop("ema", 0.998)}, lr=1.5e-3, **job)

    def batch_loss(self, p):
        n = self.batch
        k = self.draw(n, TRAIN)
        share = torch.where(self.uniform(n) < 1 / 6, self.uniform(n), torch.sigmoid(1.1 * self.normal(n) - 1))
        t = 1 + (1000 * share).floor().clamp(max=999)
        forget = (self.uniform(n, 1) < 0.12) | (self.uniform(n, 10) < 0.3)
        asked = torch.where(forget, -1, self.faces.classes[k].long())
        return unet.loss(p, to_unit(self.faces.pixels[k]), t, unet.conditions(asked), self.normal(n, 16, 16, 3))


class NoisyClassifier(Supervised):
    """`clean`: only ever shown faces without noise, for comparison."""

    def __init__(self, name, faces, clean=False, **job):
        self.clean = clean
        super().__init__(name, faces, model="classifier", adam={"clip": 5.0}, lr=2e-3, **job)

    def batch_loss(self, p):
        n = self.batch
        k = self.draw(n)
        t = ((torch.arange(n, device=DEVICE) + self.uniform(1)) * 1001 / n).floor() * (0 if self.clean else 1)
        signal, noise = unet.mix(t)
        xt = signal * to_unit(self.faces.pixels[k]) + noise * self.normal(n, 16, 16, 3)
        return classifiers.noised_loss(p, xt, t, self.faces.classes[k].long())


class CleanClassifier(Supervised):
    """The yardstick's eye, again from another seed: a judge that nothing was tuned to."""

    def __init__(self, name, faces, **job):
        super().__init__(name, faces, model="oracle", init="oracle-2", adam={"ema": 0.0}, lr=2e-3, **job)
        self.shows = array("shows")

    def batch_loss(self, p):
        k = self.draw(self.batch, min(len(self.shows), len(self.faces.pixels) - TRAIN))
        x = to_unit(self.faces.pixels[TRAIN + k])
        sigma = 0.15 * self.uniform(self.batch, 1, 1, 1) ** 2
        return classifiers.clean_loss(p, x + sigma * self.normal(*x.shape), self.faces.classes[TRAIN + k].long(), self.shows[k].float())


class Texts:
    """Captions as tokens, filled up with `end`, and the faces they are of."""

    def __init__(self, kind, faces, end):
        rows = array(f"{kind}.text").long()
        self.length, places = rows[:, 0], torch.arange(24, device=DEVICE)
        self.ids = F.pad(rows[:, 1:], (0, 1)).where(places < self.length[:, None], torch.tensor(end, device=DEVICE))  # [n, 24]
        self.pixels = in_pieces(faces.composer.pixels, array(f"{kind}.faces"))


class Gpt(Supervised):
    def __init__(self, name, faces, ema=0.998, **job):
        super().__init__(name, faces, model="gpt", muon=r"^block.*\.w$", adam={"beta2": 0.99, "clip": 1.0, "ema": ema}, lr=2e-3, **job)
        self.texts = Texts("gpt", faces, gpt.END)
        self.image = faces.tokens(self.texts.pixels)

    def batch_loss(self, p):
        k = self.draw(self.batch, len(self.image))
        wordless = self.uniform(self.batch, 1) < 0.1
        text = torch.where(wordless, gpt.END, self.texts.ids[k])
        counted = (torch.arange(24, device=DEVICE) <= self.texts.length[k][:, None]) & ~wordless
        return gpt.loss(p, text, counted.float(), self.image[k].long())


class Clip(Supervised):
    def __init__(self, name, faces, **job):
        super().__init__(name, faces, model="clip", adam={"clip": 1.0}, lr=1e-3, **job)
        self.texts = Texts("clip", faces, clip.END)

    def batch_loss(self, p):
        n = self.batch
        k = self.draw(n, len(self.texts.ids))
        t = torch.where(self.uniform(n) < 0.3, torch.zeros(n, device=DEVICE), (1000 * self.uniform(n) ** 1.5).floor())
        signal, noise = unet.mix(t)
        xt = signal * to_unit(self.texts.pixels[k]) + noise * self.normal(n, 16, 16, 3)
        return clip.loss(p, clip.encode_image(p, xt, t), clip.encode_text(p, self.texts.ids[k], self.texts.length[k]))


class Gan(Job):
    """Two players with an Adam each, without momentum. Every fourth step bears the slope penalties, four times as heavy."""

    kinds, every = 2, 4

    def __init__(self, name, faces, init, copies=None, gamma=0.1, sigma=0.5, paired=True, half_life=80_000, **job):
        super().__init__(name, **job)
        self.faces, self.gamma, self.sigma, self.paired = faces, torch.as_tensor(gamma, device=DEVICE), sigma, paired
        arrays = load(f"{DATA}/init/{init}.safetensors")
        self.init, self.copies = init, copies
        self.g, self.d = (Flat({n: t for n, t in arrays.items() if n[0] == player}, copies) for player in "gd")
        ema = 0.5 ** (self.batch / half_life)
        self.optimizers = tuple(Adam(flat, beta1=0, beta2=0.99, ema=ema) for flat in (self.g, self.d))
        self.wishes = in_pieces(gan.wishes, faces.classes)

    def kind(self, step):
        return 0 if self.paired and step % self.every == 0 else 1

    def step(self, kind):
        k, y, z = self.draw()
        real = self.real(k)
        g, d = self.g.named(), self.d.named()
        painted = self.paint(g, z, y)
        held = painted.detach()

        def judge(x):
            return self.judge(d, x, y)

        loss = gan.loss_d(judge, real, held, self.paired)
        if kind == 0:
            for x in (real, held):
                loss = loss + self.every * gan.slope_penalty(judge, x, self.normal(*x.shape), self.gamma, self.sigma)
        self.optimizers[1].step(torch.autograd.grad(loss.sum(), self.d.theta)[0], self.lr * self.pace)
        d = {name: t.detach() for name, t in self.d.named().items()}
        loss_g = gan.loss_g(lambda x: self.judge(d, x, y), real, painted, self.paired)
        self.optimizers[0].step(torch.autograd.grad(loss_g.sum(), self.g.theta)[0], self.lr * self.pace)
        with torch.no_grad():
            self.loss.copy_(loss.mean())

    pace, keeps_d = 1.0, False

    def average(self, flat=0):
        """What ships of a player: its moving average, or the weights themselves in the game of 2014. [N] or [K, N]."""
        optimizer = self.optimizers[flat]
        return (optimizer.params() if self.paired else optimizer.flat.theta.detach()).clone()

    snapshot = average

    def write(self, out):
        folder = f"{out}/{self.name}"
        os.makedirs(folder, exist_ok=True)
        g, d = self.average(0), self.average(1)
        for i in range(self.copies or 1):
            name = f"{folder}/{i}." if self.copies else f"{folder}/"

            def row(t):
                return t[i] if self.copies else t

            arrays = {**self.g.arrays(row(g)), **(self.d.arrays(row(d)) if self.keeps_d else {})}
            save(name + "weights.safetensors", arrays, self.info(self.model, command()), "F16")
            for share, (done, snapshot) in list(self.kept.items()):
                save(f"{name}at-{round(100 * share):02d}.safetensors", self.g.arrays(row(snapshot)), self.info(self.model, command(), done), "F16")


class CodeGan(Gan):
    """`configs`: for each of the GANs side by side its gamma, its pace (factor of the learning rate), and how many faces it sees (None: all)."""

    first, model, keeps_d, snapshots = True, "gan-latent", True, (0.01, 0.1, 0.35)

    def __init__(self, name, faces, tokens, configs, **job):
        gamma, pace, limit = zip(*configs)
        super().__init__(name, faces, copies=len(configs), gamma=gamma, **job)
        self.tokens = tokens
        self.limit = torch.tensor([n or len(tokens) for n in limit], device=DEVICE)[:, None]
        self.pace = torch.tensor(pace, device=DEVICE)[:, None]

    def draw(self):
        K, B = self.copies, self.batch
        k = (self.uniform(K, B) * self.limit).long()
        return k, self.wishes[k], self.normal(K, B, 64)

    def real(self, k):
        return self.faces.vectors[self.tokens[k].long()].flatten(-2)  # [K, B, 256]

    def paint(self, p, z, y):
        return gan.paint_codes(p, z, y)

    def judge(self, p, x, y):
        return gan.judge_codes(p, x, y)


class PixelGan(Gan):
    tf32, model = False, "gan"  # slopes over a hundredth of a unit need all 24 bits

    def __init__(self, name, faces, init="gan", **job):
        super().__init__(name, faces, init, **{"sigma": 0.01, **job})

    def draw(self):
        k = (self.uniform(self.batch) * len(self.faces.pixels)).long()
        return k, self.wishes[k], self.normal(self.batch, 64)

    def real(self, k):
        return to_unit(self.faces.pixels[k])

    def paint(self, p, z, y):
        return gan.paint_pixels(p, z, y)

    def judge(self, p, x, y):
        return gan.judge_pixels(p, x, y)

    def rate(self, share):
        return super().rate(share) if self.paired else self.peak


def command():
    return " ".join(["python3", *sys.argv])


def jobs(faces, names, seconds):
    tokens = faces.tokens(faces.pixels) if any(n.startswith("codes") for n in names) else None
    t = {"seconds": seconds}
    N = TRAIN  # as many faces as the training split has
    known = {
        # gamma, pace, faces
        "codes-256": lambda: CodeGan("codes-256", faces, tokens, [(0.1, 1, None), (0.03, 1, None), (0.3, 1, None), (1.0, 1, None), (0.1, 0.5, None), (0.1, 1, N)], init="gan-latent-narrow", lr=1e-3, batch=256, **t),
        "codes-384": lambda: CodeGan("codes-384", faces, tokens, [(0.1, 1, None), (0.3, 1, None), (0.1, 1, N)], init="gan-latent-384", lr=1e-3, batch=256, **t),
        "codes-wide": lambda: CodeGan("codes-wide", faces, tokens, [(0.1, 1, None), (0.1, 1, N)], init="gan-latent-wide", lr=1e-3, batch=256, **t),
        "codes": lambda: CodeGan("codes", faces, tokens, [(0.03, 1, None), (0.05, 1, None), (0.1, 1, None), (0.015, 1, None), (0.03, 0.5, None), (0.03, 1, N)], init="gan-latent", lr=1e-3, batch=256, half_life=1_000_000, **t),
        "gan": lambda: PixelGan("gan", faces, gamma=0.02, lr=1e-3, batch=64, **t),
        "gan-g0004": lambda: PixelGan("gan-g0004", faces, gamma=0.004, lr=1e-3, batch=64, **t),
        "gan-g01": lambda: PixelGan("gan-g01", faces, gamma=0.1, lr=1e-3, batch=64, **t),
        "gan-g1": lambda: PixelGan("gan-g1", faces, gamma=1.0, lr=1e-3, batch=64, **t),
        "gan-soft": lambda: PixelGan("gan-soft", faces, gamma=1.0, sigma=0.05, lr=5e-4, batch=64, **t),
        "gan-collapsed": lambda: PixelGan("gan-collapsed", faces, init="gan-collapsed", gamma=0.0, paired=False, lr=1e-3, batch=64, **t),
        "gpt": lambda: Gpt("gpt", faces, ema=0.9995, batch=256, **t),
        "ddpm-short": lambda: Diffusion("ddpm-short", faces, model="ddpm", batch=64, steps=6000),
        "ddpm-noskip": lambda: Diffusion("ddpm-noskip", faces, batch=64, steps=6000),
        "ddpm-notime": lambda: Diffusion("ddpm-notime", faces, batch=64, steps=6000),
        "oracle-2": lambda: CleanClassifier("oracle-2", faces, batch=128, steps=12_000, seed=2),
        "classifier": lambda: NoisyClassifier("classifier", faces, batch=256, steps=40_000),
        "classifier-clean": lambda: NoisyClassifier("classifier-clean", faces, clean=True, batch=256, steps=10_000),
        "clip": lambda: Clip("clip", faces, batch=256, **t),
    }
    for name in names:
        began = time.time()
        job = known[name]()
        print(f"{name} made in {time.time() - began:.1f} s", flush=True)
        yield job


if __name__ == "__main__":
    out, seconds, *names = sys.argv[1:]
    began = time.time()
    faces = Faces(int(os.environ.get("FACES", 10**9)))
    print(f"{len(faces.pixels)} faces in {time.time() - began:.1f} s", flush=True)
    ready = list(jobs(faces, names, float(seconds)))
    engine.run_all(ready, time.time() + float(os.environ.get("LIMIT", 2 * float(seconds))), out)
