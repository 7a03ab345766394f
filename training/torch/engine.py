"""Runs trainings on one GPU, side by side: each step is recorded once as a CUDA graph and replayed on a stream and a thread of its own, because
nets this small are bound by launches, not by arithmetic. On a machine without a GPU the same steps run one after the other.

Optimizers as in app/models/nn/adam.ts and training/muon.ts, over one flat vector theta [N], or [K, N] for K networks side by side.
"""
import json
import math
import os
import sys
import threading
import time

import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "reference"))
from common import load, save  # noqa: E402
from faces import DATA, DEVICE  # noqa: E402


class Flat:
    """Named tensors as one leaf vector; `named()` gives views into it that gradients flow through."""

    def __init__(self, arrays, copies=None, order=None):
        self.names = order or list(arrays)
        self.written = list(arrays)  # the order of the file
        self.shapes = [tuple(arrays[n].shape) for n in self.names]
        self.sizes = [arrays[n].numel() for n in self.names]
        theta = torch.cat([arrays[n].flatten() for n in self.names]).float().to(DEVICE)
        self.copies = copies
        self.theta = (theta if copies is None else theta.repeat(copies, 1)).clone().requires_grad_()

    def named(self, theta=None):
        parts = (self.theta if theta is None else theta).split(self.sizes, -1)
        if self.copies is None:
            return {n: part.view(s) for n, part, s in zip(self.names, parts, self.shapes)}
        return {n: part.view(-1, *(s if len(s) == 2 else (1, *s))) for n, part, s in zip(self.names, parts, self.shapes)}

    def arrays(self, theta):
        """Tensors to write, of one network's vector [N], in the order of the file."""
        parts = dict(zip(self.names, theta.detach().cpu().split(self.sizes)))
        return {n: parts[n].view(self.shapes[self.names.index(n)]) for n in self.written}


class Adam:
    def __init__(self, flat, beta1=0.9, beta2=0.999, clip=0.0, ema=0.0, part=slice(None)):
        self.flat, self.beta1, self.beta2, self.clip, self.ema, self.part = flat, beta1, beta2, clip, ema, part
        zero = torch.zeros_like(flat.theta.detach()[..., part])
        self.m, self.v, self.t = zero, zero.clone(), torch.zeros((), device=DEVICE)
        self.start = flat.theta.detach().clone()
        self.average = self.start.clone()

    def reset(self):
        for tensor in (self.m, self.v, self.t):
            tensor.zero_()

    @torch.no_grad()
    def step(self, grad, lr):
        self.t += 1
        self.move(grad[..., self.part], lr)
        if self.ema:
            self.average.lerp_(self.flat.theta, 1 - self.ema)

    def move(self, g, lr):
        if self.clip:
            g = g * (self.clip / (g.norm() + 1e-12)).clamp(max=1)
        self.v.mul_(self.beta2).addcmul_(g, g, value=1 - self.beta2)
        if self.beta1:
            self.m.mul_(self.beta1).add_(g, alpha=1 - self.beta1)
            g = self.m / (1 - self.beta1**self.t)
        self.flat.theta[..., self.part] -= lr * g / ((self.v / (1 - self.beta2**self.t)).sqrt() + 1e-8)

    def params(self):
        """The moving average, freed of what is left of where it began; theta itself without one."""
        if not self.ema:
            return self.flat.theta.detach()
        left = self.ema ** float(self.t)
        return (self.average - left * self.start) / (1 - left) if left < 0.999 else self.start


class Muon(Adam):
    """Muon for matrices in `groups` (names of one shape each, first in theta), Adam for the rest."""

    def __init__(self, flat, groups, **adam):
        self.groups, at = [], 0
        for names in groups:
            shape = flat.shapes[flat.names.index(names[0])]
            rows, columns = math.prod(shape[:-1]), shape[-1]
            part = slice(at, at + len(names) * rows * columns)
            self.groups.append((part, (len(names), rows, columns), torch.zeros(len(names), rows, columns, device=DEVICE)))
            at = part.stop
        super().__init__(flat, part=slice(at, None), **adam)

    def reset(self):
        super().reset()
        for _, _, momentum in self.groups:
            momentum.zero_()

    @torch.no_grad()
    def step(self, grad, lr):
        for part, shape, momentum in self.groups:
            g = grad[part].view(shape)
            momentum.lerp_(g, 0.05)
            self.flat.theta[part] -= lr * 0.2 * math.sqrt(max(shape[1:])) * orthogonalised(momentum.lerp(g, 0.05)).flatten()
        super().step(grad, lr)


def orthogonalised(x):  # U V^T of every matrix U S V^T, nearly: five Newton-Schulz iterations on the small Gram matrix
    x = x / (x.square().sum((1, 2), keepdim=True).sqrt() + 1e-12)
    tall = x.shape[1] > x.shape[2]
    eye = torch.eye(min(x.shape[1:]), device=x.device)
    gram = x.transpose(1, 2) @ x if tall else x @ x.transpose(1, 2)
    factor = None
    for _ in range(5):
        poly = 3.4445 * eye - 4.775 * gram + 2.0315 * gram @ gram
        factor = poly if factor is None else poly @ factor
        gram = poly @ gram @ poly
    return x @ factor if tall else factor @ x


def learning_rate(peak, share):  # training/schedule.ts
    return peak * min(1, (share + 1e-3) / 0.02) * 0.5 * (1 + math.cos(math.pi * share))


class Job:
    """One training. Subclasses make `optimizers` in __init__ and say what a `step` of a kind does, and how results are written."""

    kinds, tf32, snapshots, optimizers, first = 1, True, (), (), False

    def __init__(self, name, lr, batch, seed=1, steps=None, seconds=None):
        self.name, self.peak, self.batch, self.seed, self.steps, self.seconds = name, lr, batch, seed, steps, seconds
        self.lr = torch.zeros((), device=DEVICE)
        self.loss = torch.zeros((), device=DEVICE)
        self.rng = torch.Generator(DEVICE).manual_seed(seed)
        self.done, self.worked, self.log, self.kept, self.error = 0, 0.0, [], {}, None

    def step(self, kind):
        raise NotImplementedError

    def kind(self, step):
        return 0

    def normal(self, *shape):
        return torch.randn(shape, device=DEVICE, generator=self.rng)

    def uniform(self, *shape):
        return torch.rand(shape, device=DEVICE, generator=self.rng)

    def record(self):
        """Captures every kind of step as a graph. Warming up moves the weights a little, at rate 0 not at all."""
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = self.tf32
        self.stream, self.graphs = torch.cuda.Stream(priority=-1 if self.first else 0), []
        with torch.cuda.stream(self.stream):
            for kind in range(self.kinds):
                for _ in range(3):
                    self.step(kind)
        torch.cuda.synchronize()
        for kind in range(self.kinds):
            graph = torch.cuda.CUDAGraph()
            graph.register_generator_state(self.rng)
            with torch.cuda.graph(graph, stream=self.stream):
                self.step(kind)
            self.graphs.append(graph)
        for optimizer in self.optimizers:
            optimizer.reset()
        torch.cuda.synchronize()

    def run(self, until):
        begin = time.time()
        end = min(until, begin + self.seconds) if self.seconds else until
        wanted = [*self.snapshots]
        while True:
            share = self.done / self.steps if self.steps else (time.time() - begin) / (end - begin)
            if share >= 1 or time.time() >= until:
                break
            self.lr.fill_(self.rate(share))
            for _ in range(20 if DEVICE == "cuda" else 1):
                kind = self.kind(self.done)
                self.graphs[kind].replay() if DEVICE == "cuda" else self.step(kind)
                self.done += 1
            if DEVICE == "cuda":
                self.stream.synchronize()
            while wanted and share >= wanted[0]:
                self.kept[wanted.pop(0)] = (self.done, self.snapshot())
            if not self.log or time.time() - begin > 10 * len(self.log):
                self.log.append((self.done, float(self.loss)))
                print(f"{time.time() - begin:6.1f}s {self.name:16} step {self.done} loss {self.log[-1][1]:.4f} share {share:.3f}", flush=True)
            self.worked = time.time() - begin
        print(f"{self.name}: {self.done} steps of {self.batch} in {self.worked:.0f} s", flush=True)

    def rate(self, share):
        return learning_rate(self.peak, share)

    def snapshot(self):
        return None

    def info(self, model, command, done=None):
        facts = {"model": model, "command": command, "seed": self.seed, "step": done or self.done, "seconds": round(self.worked)}
        card = torch.cuda.get_device_name() if DEVICE == "cuda" else "one CPU core"
        facts["where"] = {"framework": f"PyTorch {torch.__version__.split('+')[0]}", "on": card, "images": (done or self.done) * self.batch}
        return {"run": json.dumps(facts)}


def run_all(jobs, until, out):
    """Every job on a thread; what each has so far is written every half minute."""

    def work(job):
        try:
            if DEVICE == "cuda":
                with torch.cuda.stream(job.stream):
                    job.run(until)
            else:
                job.run(until)
        except Exception as error:  # one that fails leaves the others alone
            job.error = error
            print(f"{job.name} FAILED: {error!r}", flush=True)

    ready = []
    for job in jobs:
        try:
            if DEVICE == "cuda":
                job.record()
            ready.append(job)
        except Exception as error:
            print(f"{job.name} could not be recorded: {error!r}", flush=True)
    print(f"recorded {len(ready)} of {len(jobs)}", flush=True)
    threads = [threading.Thread(target=work, args=(job,)) for job in ready]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(1 if DEVICE == "cpu" else 30 if time.time() < until - 35 else 3)
        write(ready, out) if int(time.time()) % 2 == 0 or time.time() > until else None
    write(ready, out)


def write(jobs, out):
    for job in jobs:
        if job.done:
            job.write(out)
