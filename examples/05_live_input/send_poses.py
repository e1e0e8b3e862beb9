#!/usr/bin/env python3
"""Sends a waving, walking figure of a few joints to Kinemote's live input: plain Python, no packages.

    kinemote listen --from udp:9000 &
    python3 send_poses.py --to udp:9000 --seconds 10

    python3 send_poses.py --to stdout --seconds 2 | kinemote listen --from stdin

The protocol is described in docs/live-input.md.
"""
import argparse
import json
import math
import socket
import sys
import time

# name, parent, offset from the parent in metres; +Y is up, +Z forward, +X the figure's left.
JOINTS = [
    ("Hips", -1, (0.0, 0.0, 0.0)),
    ("Spine", 0, (0.0, 0.12, 0.0)),
    ("Chest", 1, (0.0, 0.20, 0.0)),
    ("Neck", 2, (0.0, 0.22, 0.0)),
    ("Head", 3, (0.0, 0.10, 0.0)),
    ("LeftUpperArm", 2, (0.18, 0.16, 0.0)),
    ("LeftLowerArm", 5, (0.28, 0.0, 0.0)),
    ("LeftHand", 6, (0.25, 0.0, 0.0)),
    ("RightUpperArm", 2, (-0.18, 0.16, 0.0)),
    ("RightLowerArm", 8, (-0.28, 0.0, 0.0)),
    ("RightHand", 9, (-0.25, 0.0, 0.0)),
    ("LeftUpperLeg", 0, (0.09, -0.03, 0.0)),
    ("LeftLowerLeg", 11, (0.0, -0.42, 0.0)),
    ("LeftFoot", 12, (0.0, -0.42, 0.0)),
    ("RightUpperLeg", 0, (-0.09, -0.03, 0.0)),
    ("RightLowerLeg", 14, (0.0, -0.42, 0.0)),
    ("RightFoot", 15, (0.0, -0.42, 0.0)),
]


def about(axis, angle):
    """The unit quaternion (w, x, y, z) that turns by `angle` radians about an axis."""
    half = 0.5 * angle
    return [math.cos(half)] + [a * math.sin(half) for a in axis]


def hello(fps):
    return {
        "type": "hello",
        "stream": "skeleton",
        "name": "python",
        "unit": "m",
        "fps": fps,
        "joints": [{"name": n, "parent": p, "offset": list(o)} for n, p, o in JOINTS],
    }


def pose(number, fps):
    t = number / fps
    swing = math.sin(2.0 * math.pi * t)
    x, z = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    turned = {
        "LeftUpperArm": about(z, 1.1 + 0.3 * math.sin(9.0 * t)),
        "LeftLowerArm": about(z, 0.5 + 0.4 * math.sin(9.0 * t)),
        "RightUpperArm": about(z, 1.3),
        "LeftUpperLeg": about(x, -0.4 * swing),
        "RightUpperLeg": about(x, 0.4 * swing),
        "LeftLowerLeg": about(x, 0.3 + 0.3 * swing),
        "RightLowerLeg": about(x, 0.3 - 0.3 * swing),
    }
    rotations = []
    for name, _, _ in JOINTS:
        rotations += turned.get(name, [1.0, 0.0, 0.0, 0.0])
    return {"type": "pose", "seq": number, "t": t, "root": [0.0, 0.93, 1.0 * t],
            "rotations": rotations}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--to", default="udp:9000", help="udp:PORT (this computer) or stdout")
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--fps", type=float, default=60.0)
    options.add_argument("--unpaced", action="store_true", help="as fast as possible")
    chosen = options.parse_args()

    if chosen.to == "stdout":
        def send(packet):
            sys.stdout.write(json.dumps(packet) + "\n")
            sys.stdout.flush()
    else:
        port = int(chosen.to.removeprefix("udp:"))
        out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

        def send(packet):
            out.sendto(json.dumps(packet).encode(), ("127.0.0.1", port))

    start = time.monotonic()
    for number in range(int(chosen.seconds * chosen.fps)):
        if number % max(1, int(chosen.fps)) == 0:
            send(hello(chosen.fps))  # again each second, for those who begin to listen later
        send(pose(number, chosen.fps))
        ahead = start + (number + 1) / chosen.fps - time.monotonic()
        if ahead > 0.0 and not chosen.unpaced:
            time.sleep(ahead)


if __name__ == "__main__":
    main()
