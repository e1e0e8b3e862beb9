"""Opens BVH files in Blender and says whether their bones move.

    blender -b --factory-startup --python tests/e2e/blender_check.py -- FILE.bvh…

Prints one line a file, `OK name bones frames moving` (moving: bones whose head or tail moves by
more than a thousandth of the figure's size), or `FAILED name: reason`, and exits with 1 if any file
failed. With `--compare POSITIONS.csv` after a file, the heads of its bones are compared with the
world joint positions in metres that `kinemote convert FILE.bvh POSITIONS.csv` writes.

The importer is told nothing but the file: scale, axes and rotation order are Blender's defaults.
"""

import builtins
import contextlib
import csv
import io
import os
import sys

# Debian 12 pairs Blender 3.4 with Python 3.11, which refuses the mode "rU" that its importer uses.
_open = builtins.open
builtins.open = lambda file, mode="r", *rest, **options: _open(
    file, mode.replace("U", ""), *rest, **options)

import bpy  # noqa: E402  (comes with Blender)
from mathutils import Vector  # noqa: E402

MOST_FRAMES = 60  # looked at, spread over the clip


def import_bvh(path):
    if not os.path.isfile(path):
        raise RuntimeError("there is no such file")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with contextlib.redirect_stdout(io.StringIO()):  # the importer talks
        result = bpy.ops.import_anim.bvh(
            filepath=path, update_scene_fps=True, update_scene_duration=True)
    if "FINISHED" not in result or not bpy.context.object:
        raise RuntimeError("Blender did not import it")
    return bpy.context.object


def bone_places(armature, frame):
    """Heads and tails of the bones, in the axes of the file (Blender's are x, -z, y of them)."""
    bpy.context.scene.frame_set(frame)
    places = {}
    for bone in armature.pose.bones:
        for end, point in (("head", bone.head), ("tail", bone.tail)):
            world = armature.matrix_world @ point
            places[bone.name, end] = Vector((world.x, world.z, -world.y))
    return places


def moving_bones(armature, first, last):
    step = max(1, (last - first + 1) // MOST_FRAMES)
    lowest, highest = {}, {}
    for frame in range(first, last + 1, step):
        for key, place in bone_places(armature, frame).items():
            low = lowest.setdefault(key, place.copy())
            high = highest.setdefault(key, place.copy())
            for axis in range(3):
                low[axis] = min(low[axis], place[axis])
                high[axis] = max(high[axis], place[axis])
    at_first = bone_places(armature, first).values()
    size = max((a - b).length for a in at_first for b in at_first)
    if not size > 0:
        raise RuntimeError("the figure has no size")
    return {name for (name, end) in lowest
            if (highest[name, end] - lowest[name, end]).length > 1e-3 * size}


def compare(armature, first, csv_path):
    """Largest distance in metres between bone heads and the table's joints; scale is fitted to the
    first joint pair, since BVH knows no unit."""
    with _open(csv_path, newline="") as stream:
        rows = list(csv.reader(stream))
    names = [cell[:-2] for cell in rows[0][1::3]]
    bones = [bone.name for bone in armature.pose.bones]
    if names != bones:
        raise RuntimeError(f"bones {bones} are not the table's joints {names}")

    def joint(row, index):
        return Vector([float(cell) for cell in row[1 + 3 * index:4 + 3 * index]])

    places = bone_places(armature, first)
    far = max(range(len(names)), key=lambda j: (joint(rows[1], j) - joint(rows[1], 0)).length)
    scale = ((joint(rows[1], far) - joint(rows[1], 0)).length
             / (places[names[far], "head"] - places[names[0], "head"]).length)
    worst = 0.0
    frames = len(rows) - 1
    for index in range(0, frames, max(1, frames // MOST_FRAMES)):
        places = bone_places(armature, first + index)
        for j, name in enumerate(names):
            off = (places[name, "head"] * scale - joint(rows[index + 1], j)).length
            worst = max(worst, off)
    return worst


def check(path, csv_path):
    armature = import_bvh(path)
    # The scene's own range never ends before frame 250; the action knows better.
    first, last = (round(frame) for frame in armature.animation_data.action.frame_range)
    bones = len(armature.pose.bones)
    moving = len(moving_bones(armature, first, last))
    name = os.path.basename(path)
    line = f"OK {name} {bones} {last - first + 1} {moving}"
    if moving == 0:
        raise RuntimeError("no bone moves")
    if csv_path:
        worst = compare(armature, first, csv_path)
        if worst > 1e-3:
            raise RuntimeError(f"a joint is {worst:.6f} m from where it should be")
        line += f" within {worst:.2e} m"
    return line


def main(arguments):
    files = []  # pairs of a BVH file and a table or None
    while arguments:
        word = arguments.pop(0)
        if word == "--compare" and files and arguments:
            files[-1][1] = arguments.pop(0)
        else:
            files.append([word, None])
    if not files:
        print("blender_check.py: expected BVH files after --", file=sys.stderr)
        return 2
    failed = False
    for path, csv_path in files:
        try:
            print(check(path, csv_path), flush=True)
        except Exception as error:  # Blender raises many kinds
            lines = [line for line in str(error).splitlines() if "Error:" in line]
            reason = lines[-1].strip() if lines else error  # Blender's hold whole stacks
            print(f"FAILED {os.path.basename(path)}: {reason}", flush=True)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    code = main(sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else [])
    sys.stdout.flush()
    os._exit(code)  # Blender ends with 0 whatever a script's exit status
