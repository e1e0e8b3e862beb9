"""Training steps a second of deep-residual in PyTorch: what sequence_bench is measured against.

The same layers, sizes, optimiser and batches, on one thread. Prints one number,
of the processor's own time.
"""
import time

import torch
from torch import nn

FRAMES, CHANNELS, CLASSES, BATCH, HIDDEN, BLOCKS = 64, 238, 8, 32, 256, 4
DROPOUT = 0.3
STEPS = 24


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN), nn.ReLU(), nn.Dropout(DROPOUT),
            nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN))

    def forward(self, x):
        return torch.relu(x + self.inner(x))


class DeepResidual(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(CHANNELS, HIDDEN), nn.LayerNorm(HIDDEN), nn.ReLU(), nn.Dropout(DROPOUT),
            *[Block() for _ in range(BLOCKS)])
        self.score = nn.Sequential(
            nn.Linear(HIDDEN, HIDDEN // 2), nn.Tanh(), nn.Linear(HIDDEN // 2, 1, bias=False))
        self.head = nn.Sequential(
            nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, CLASSES))

    def forward(self, x):
        y = self.body(x)
        weights = torch.softmax(self.score(y), 1)
        return self.head((weights * y).sum(1))


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = DeepResidual()
    assert sum(p.numel() for p in network.parameters()) == 693000
    values = torch.rand(8 * BATCH, FRAMES, CHANNELS) * 2 - 1
    labels = torch.arange(8 * BATCH) % CLASSES
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-4, weight_decay=1e-4)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.1)
    network.train()
    start = time.process_time()
    for step in range(STEPS):
        if step % 8 == 0:
            order = torch.randperm(8 * BATCH)
        rows = order[step % 8 * BATCH:(step % 8 + 1) * BATCH]
        loss = loss_of(network(values[rows]), labels[rows])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        loss.item()
    print(STEPS / (time.process_time() - start))


main()
