#!/usr/bin/env python3
"""Writes voice_oracle.json: features of a made sound by NumPy alone.

Usage: voice_oracle.py > voice_oracle.json

The formulas are those that librosa documents for its defaults (melspectrogram, power_to_db, mfcc,
rms, zero_crossing_rate, spectral_centroid, spectral_bandwidth, spectral_rolloff; center=True with
zeros), written a second time and differently: whole matrices in double precision.
The sound is made from integers and sines, so that a test in any language can make it again.
"""
import json

import numpy as np

RATE, FRAME, HOP = 22050, 2048, 512


def sound(count=15000):
    """Three partials under a slow swell, and noise of a linear congruential generator."""
    n = np.arange(count)
    t = n / RATE
    state, noise = 12345, np.empty(count)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        noise[i] = state / 2**31 - 1.0
    swell = 0.2 + 0.8 * np.sin(np.pi * n / count) ** 2
    tone = (0.4 * np.sin(2 * np.pi * 180 * t) + 0.2 * np.sin(2 * np.pi * 540 * t + 1)
            + 0.1 * np.sin(2 * np.pi * 2300 * t + 2))
    return np.float32(swell * tone + 0.02 * noise).astype(np.float64)


def frames_of(x, mode):
    padded = np.pad(x, FRAME // 2, mode=mode)
    return np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]


def mel_scale(hz):
    hz = np.asarray(hz, float)
    return np.where(hz < 1000, hz * 3 / 200, 15 + 27 * np.log(np.maximum(hz, 1) / 1000) / np.log(6.4))


def mel_bank(bands):
    fine = np.linspace(0, RATE / 2, 2_000_001)  # the scale inverted by looking it up
    edges = np.interp(np.linspace(0, mel_scale(RATE / 2), bands + 2), mel_scale(fine), fine)
    hz = np.fft.rfftfreq(FRAME, 1 / RATE)
    bank = np.zeros((bands, hz.size))
    for m in range(bands):
        bank[m] = np.interp(hz, edges[m:m + 3], [0, 1, 0], left=0, right=0)
        bank[m] *= 2 / (edges[m + 2] - edges[m])
    return bank


def features(x):
    hann = np.sin(np.pi * np.arange(FRAME) / FRAME) ** 2
    size = np.abs(np.fft.rfft(frames_of(x, "constant") * hann, axis=1)).T
    hz = np.fft.rfftfreq(FRAME, 1 / RATE)[:, None]
    db = 10 * np.log10(np.maximum(1e-10, mel_bank(128) @ size**2))
    db = np.maximum(db, db.max() - 80)
    k, m = np.arange(20)[:, None], np.arange(128)[None]
    basis = np.sqrt(2 / 128) * np.cos(np.pi * k * (2 * m + 1) / 256)
    basis[0] /= np.sqrt(2)
    share = size / size.sum(axis=0)
    centroid = (hz * share).sum(axis=0)
    signs = np.signbit(frames_of(np.where(np.abs(x) <= 1e-10, 0, x), "edge"))
    return {
        "mfcc": (basis @ db).mean(axis=1).tolist(),
        "rms": np.sqrt((frames_of(x, "constant")**2).mean(axis=1)).mean(),
        "zero_crossing_rate": (signs[:, 1:] != signs[:, :-1]).sum(axis=1).mean() / FRAME,
        "spectral_centroid_hz": centroid.mean(),
        "spectral_bandwidth_hz": np.sqrt(((hz - centroid)**2 * share).sum(axis=0)).mean(),
        "spectral_roll_off_hz": hz[(share.cumsum(axis=0) >= 0.85).argmax(axis=0), 0].mean(),
    }


print(json.dumps(features(sound()), indent=1))
