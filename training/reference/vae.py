"""Autoencoder and variational autoencoder of the faces.

Hinton & Salakhutdinov 2006; Kingma & Welling 2014 (1312.6114); beta-VAE: Higgins et al. 2017.
In TypeScript: app/models/vae/autoencoder.ts and vae.ts. Weights: public/weights/ae2, ae16, vae2, vae16-b0.25, vae16-b1, vae16-b4.
"""
import torch
import torch.nn.functional as F

from common import dense

PIXEL_VARIANCE = 0.02


def encode(p, x):  # [B, 16, 16, 3] -> [B, latent], or [B, 2 latent] of a VAE: mu, then log sigma^2
    h = F.relu(dense(p, "enc.wide", x.reshape(len(x), 768)))
    return dense(p, "enc.out", F.relu(dense(p, "enc.narrow", h)))


def decode(p, z):  # [B, latent] -> [B, 16, 16, 3]
    h = F.relu(dense(p, "dec.wide", F.relu(dense(p, "dec.narrow", z))))
    return dense(p, "dec.out", h).reshape(-1, 16, 16, 3)


def loss(p, x, noise, beta=1.0):
    """Reconstruction + beta KL, in nats a face; beta = 1: the negative ELBO up to a constant. noise [B, latent] standard normal."""
    mu, log_var = encode(p, x).chunk(2, 1)
    x_hat = decode(p, mu + torch.exp(log_var / 2) * noise)
    reconstruction = (x - x_hat).square().sum() / (2 * PIXEL_VARIANCE * len(x))
    kl = 0.5 * (mu.square() + log_var.exp() - log_var - 1).sum() / len(x)
    return reconstruction + beta * kl
