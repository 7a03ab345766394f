"""PyTorch's side of torch.bench.ts: steps of the models of training/reference, on one thread of the processor.

Reads one JSON line a request, {"name", "shapes", "seconds"}, and answers with one: the best part's steps a second of processor time and by the
clock. Parameters have the shapes that the product's own have; batches are random and made once, as on the other side.
"""
import functools
import json
import math
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "training", "reference"))

import torch
import torch.nn.functional as F

import clip
import gpt
import unet
import vae


def parameters(shapes):
    return {
        name: torch.ones(shape) if name.endswith("scale") else 0.05 * torch.randn(shape)
        for name, shape in shapes.items()
    }


def training(p, loss, lr=1e-3, clip_norm=1, ema=0.998):
    """One step of Adam, the gradient clipped, a moving average beside it; everything many tensors at a time ("foreach")."""
    weights = [w.requires_grad_() for w in p.values()]
    average = [w.detach().clone() for w in weights]
    adam = torch.optim.Adam(weights, lr=lr, foreach=True)

    def step():
        value = loss()
        adam.zero_grad(set_to_none=True)
        value.backward()
        if clip_norm:
            torch.nn.utils.clip_grad_norm_(weights, clip_norm)
        adam.step()
        if ema:
            with torch.no_grad():
                torch._foreach_mul_(average, ema)
                torch._foreach_add_(average, weights, alpha=1 - ema)
        return value.item()

    return step


def unet_training(p):
    x0, noise = torch.randn(64, 16, 16, 3), torch.randn(64, 16, 16, 3)
    t, y = torch.randint(1, 1001, (64,)).float(), unet.conditions(torch.randint(0, 2, (64, 10)))
    return training(p, lambda: unet.loss(p, x0, t, y, noise))


def unet_forward(p, n):
    x, t, y = torch.randn(n, 16, 16, 3), torch.full((n,), 500.0), unet.conditions(torch.randint(0, 2, (n, 10)))
    return torch.no_grad()(lambda: unet.network(p, x, t, y).sum().item())


def gpt_training(p):
    text, image = torch.randint(0, 600, (64, 24)), torch.randint(0, 256, (64, 16))
    return training(p, lambda: gpt.loss(p, text, torch.ones(64, 24), image))


def clip_training(p):
    x, t = torch.randn(256, 16, 16, 3), torch.randint(0, 1001, (256,)).float()
    ids, ends = torch.randint(0, 600, (256, 24)), torch.randint(5, 24, (256,))
    return training(p, lambda: clip.loss(p, clip.encode_image(p, x, t), clip.encode_text(p, ids, ends)))


def vae_training(p):
    x = torch.rand(128, 16, 16, 3) * 2 - 1
    return training(p, lambda: vae.loss(p, x, torch.randn(128, 16)))


def perceptron(p, player, x):
    """Layers player.0, player.1 … with tanh between them."""
    names = sorted(name[:-2] for name in p if name.startswith(player + ".") and name.endswith(".w"))
    for name in names:
        x = torch.addmm(p[name + ".b"], x, p[name + ".w"])
        x = x if name == names[-1] else torch.tanh(x)
    return x


def plane_gan(p):
    """Two steps of D and one of G on 150 points (app/models/gan/game.ts, not saturating), eager: an operation at a time."""
    for w in p.values():
        w.requires_grad_()
    players = {player: [w for name, w in p.items() if name.startswith(player)] for player in "gd"}
    adam = {player: torch.optim.Adam(weights, lr=1e-3, foreach=True) for player, weights in players.items()}

    def update(player, value):
        for w, gradient in zip(players[player], torch.autograd.grad(value, players[player])):
            w.grad = gradient
        adam[player].step()

    def step():
        for _ in range(2):
            with torch.no_grad():
                fake = perceptron(p, "g", torch.randn(150, 2))
            on_real, on_fake = perceptron(p, "d", torch.cat([torch.randn(150, 2), fake])).chunk(2)
            update("d", F.softplus(-on_real).mean() + F.softplus(on_fake).mean())
        update("g", F.softplus(-perceptron(p, "d", perceptron(p, "g", torch.randn(150, 2)))).mean())

    return step


def plane_diffusion(p):
    """A step of Adam on 256 noisy points (app/models/diffusion/plane.ts), time as a gate."""
    waves, x, target = torch.randn(256, p["time.w"].shape[0]), torch.randn(256, 2), torch.randn(256, 2)

    def layer(name, h):
        return torch.addmm(p[name + ".b"], h, p[name + ".w"])

    def loss():
        h = F.relu(layer("in", x)) * layer("gate", F.relu(layer("time", waves)))
        h = F.relu(layer("hidden2", F.relu(layer("hidden1", h))))
        return F.mse_loss(layer("out", h), target)

    return training(p, loss, clip_norm=0, ema=0)


STEPS = {
    "U-Net, training": unet_training,
    "U-Net, one picture": functools.partial(unet_forward, n=1),
    "U-Net, 16 pictures": functools.partial(unet_forward, n=16),
    "GPT, training": gpt_training,
    "CLIP, training": clip_training,
    "VAE, training": vae_training,
    "plane GAN, iteration": plane_gan,
    "plane diffusion, training": plane_diffusion,
}


def matmul_peak():
    a, b = torch.randn(256, 256), torch.randn(256, 256)
    return lambda: a @ b


def rates(step, seconds):
    """Steps a second of processor time and by the clock, each the best of three parts."""
    cpu, clock = 0, 0
    for _ in range(3):
        begun, used, runs = time.perf_counter(), time.process_time(), 0
        while time.perf_counter() - begun < seconds / 3 or runs == 0:
            step()
            runs += 1
        cpu = max(cpu, runs / (time.process_time() - used))
        clock = max(clock, runs / (time.perf_counter() - begun))
    return {"cpu": cpu, "clock": clock}


torch.set_num_threads(1)
torch.manual_seed(1)
capability = [line for line in torch.__config__.show().splitlines() if "capability" in line]
print(json.dumps({"version": torch.__version__, "capability": capability[0].split(": ")[1], "matmul": 2 * 256**3 * rates(matmul_peak(), 0.5)["cpu"]}), flush=True)
made = {}
for line in sys.stdin:
    request = json.loads(line)
    name = request["name"]
    if name not in made:
        made[name] = STEPS[name](parameters(request["shapes"]))
        made[name]()
    print(json.dumps(rates(made[name], request["seconds"])), flush=True)
