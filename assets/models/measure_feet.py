#!/usr/bin/env python3
"""Usage: assets/models/measure_feet.py MODEL CLIPS [KINEMOTE]

Measures how far standing feet wander in the motion files of the folder CLIPS and writes it into
the model file as kept_slide_m, which training writes by itself: for models that were trained before
it did. The value: median over clips of the mean slide of their stances, at most 4 mm. Nothing else
in the file changes. KINEMOTE: the program; default build/release/bin/kinemote.
"""
import json
import os
import statistics
import subprocess
import sys

MOST_M = 0.004  # kMostKeptSlide_m in src/synthesis/control/motion_model.h


def slides_m(program, folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        found = subprocess.run([program, "--quiet", "--json", "info", path], capture_output=True)
        slide = json.loads(found.stdout).get("foot_slide") if found.returncode == 0 else None
        if slide and slide["stances"] > 0:
            yield slide["mean_m"]


def with_member(model, name, value):
    """A model file's bytes with a member of its card set; tensors count from the header's end."""
    magic, size, rest = model.split(b"\n", 2)
    header = json.loads(rest[: int(size)])
    header["card"][name] = value
    text = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return b"%s\n%d\n%s%s" % (magic, len(text), text, rest[int(size) :])


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    model, folder = sys.argv[1:3]
    program = sys.argv[3] if len(sys.argv) == 4 else "build/release/bin/kinemote"
    slides = list(slides_m(program, folder))
    if not slides:
        sys.exit(f"{folder}: no clip in which a foot stands")
    kept_m = round(min(statistics.median(slides), MOST_M), 6)
    with open(model, "rb") as file:
        changed = with_member(file.read(), "kept_slide_m", kept_m)
    with open(model + ".new", "wb") as file:
        file.write(changed)
    os.replace(model + ".new", model)
    print(f"{model}: kept_slide_m {kept_m:.6f}, median of {len(slides)} clips")


if __name__ == "__main__":
    main()
