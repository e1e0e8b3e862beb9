"""What training_bench compares with: the motion VAE's mlp, its losses and Adam, in PyTorch.

usage: training_peer.py SHAPE.json STEPS THREADS

Prints training steps a second. Numbers are random, for they do not change what a step costs; the
kinematics run on tensors of a whole batch and are differentiated by autograd.
"""
import json
import math
import os
import sys
import time

shape = json.load(open(sys.argv[1]))
steps, threads = int(sys.argv[2]), int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(threads)

try:
    import torch
except ImportError:
    sys.exit(0)
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(threads)
torch.manual_seed(1)
C, T, K, P = shape["channels"], shape["frames"], shape["dct"], shape["components"]
D, H, B, FPS = shape["latent"], shape["hidden"], shape["batch"], shape["fps"]
NODES = shape["nodes"]
JOINTS = sum(not tip for _, _, tip in NODES)
FEET = [len(NODES) - 1 - i for i in range(4)]  # any four: the cost is the same

basis = torch.linalg.qr(torch.randn(C * K, P))[0].t().contiguous()
dct = torch.tensor([[math.sqrt((2 if k else 1) / T) * math.cos(math.pi * (t + .5) * k / T)
                     for t in range(T)] for k in range(K)])
offsets = [torch.tensor(offset, dtype=torch.float32) for _, offset, _ in NODES]
mean = 0.3 * torch.randn(1, C, 1)


class Body(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear_in, self.linear_out = nn.Linear(P, 2 * D), nn.Linear(D, P)
        self.encoder = nn.Sequential(nn.Linear(P, H), nn.SiLU(), nn.Linear(H, H), nn.SiLU(),
                                     nn.Linear(H, 2 * D))
        self.decoder = nn.Sequential(nn.Linear(D, H), nn.SiLU(), nn.Linear(H, H), nn.SiLU(),
                                     nn.Linear(H, P))

    def forward(self, x):
        mu, log_variance = (self.linear_in(x) + self.encoder(x)).chunk(2, 1)
        log_variance = log_variance.clamp(-9, 4)
        z = mu + torch.randn_like(mu) * torch.exp(0.5 * log_variance)
        return self.linear_out(z) + self.decoder(z), mu, log_variance


def windows_from(components):
    return torch.matmul((components @ basis).view(-1, C, K), dct) + mean


def places(windows):
    """N x nodes x T x 3 in the heading frame."""
    six = windows[:, 4:4 + 6 * JOINTS].reshape(-1, JOINTS, 6, T).transpose(2, 3)
    x = F.normalize(six[..., :3], dim=-1)
    y = six[..., 3:] - (x * six[..., 3:]).sum(-1, keepdim=True) * x
    y = F.normalize(y, dim=-1)
    local = torch.stack([x, y, torch.cross(x, y, dim=-1)], -1)
    world, place = [], []
    for n, (parent, _, tip) in enumerate(NODES):
        if parent < 0:
            zero = torch.zeros_like(windows[:, 3])
            place.append(torch.stack([zero, windows[:, 3], zero], -1))
            world.append(local[:, n])
            continue
        place.append(place[parent] + world[parent] @ offsets[n])
        if not tip:
            world.append(world[parent] @ local[:, n])
    return torch.stack(place, 1)


def velocities(windows, place):
    angle = windows[:, 2, :-1] / FPS
    c, s = torch.cos(angle)[:, None], torch.sin(angle)[:, None]
    here, there = place[:, :, :-1], place[:, :, 1:]
    return torch.stack([
        (c * there[..., 0] + s * there[..., 2] - here[..., 0]) * FPS + windows[:, 1:2, :-1],
        (there[..., 1] - here[..., 1]) * FPS,
        (c * there[..., 2] - s * there[..., 0] - here[..., 2]) * FPS + windows[:, 0:1, :-1]], -1)


body = Body()
optimiser = torch.optim.Adam(body.parameters(), 1e-3)
data = 0.1 * torch.randn(512, P)
truth = windows_from(data).detach()


def step():
    pick = torch.randint(len(data), (B,))
    x, real = data[pick], truth[pick]
    predicted, mu, log_variance = body(x)
    kl = 0.5 * (mu ** 2 + log_variance.exp() - 1 - log_variance).mean(0)
    made = windows_from(predicted)
    place = places(made)
    speed = velocities(made, place)
    with torch.no_grad():
        real_place = places(real)
        real_speed = velocities(real, real_place)
        planted = (real[:, -4:, :-1] > 0).float()
    loss = 5 / (JOINTS * T * B) * ((predicted - x) ** 2).sum() + 0.05 / D * kl.clamp_min(.02).sum()
    loss = loss + 100 * ((place - real_place) ** 2).sum(-1).mean()
    loss = loss + 0.3 * ((speed - real_speed) ** 2).sum(-1).mean()
    loss = loss + 3 * ((speed[:, FEET] ** 2).sum(-1) * planted).mean()
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(body.parameters(), 1.0)
    optimiser.step()
    loss.item()


for _ in range(5):
    step()
start = time.perf_counter()
for _ in range(steps):
    step()
print(steps / (time.perf_counter() - start))
