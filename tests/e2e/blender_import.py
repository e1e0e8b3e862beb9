"""Imports motion files in Blender and compares bone heads with joint positions.

    blender -b --factory-startup --python tests/e2e/blender_import.py -- \\
        [--frames N] [--export DIR] FILE POSITIONS.csv [FILE POSITIONS.csv]…

FILE is .bvh (in centimetres), .fbx, .glb, .gltf or .dae; POSITIONS.csv holds world joint positions
in metres, +Y up, as `kinemote convert FILE POSITIONS.csv` writes them. Files that hold several
figures are compared joint by joint over all armatures. N frames spread over the clip (default 20)
are compared. With --export, what Blender imported is written to DIR as FBX, GLB and Collada under
the names STEM_from_blender.EXTENSION, files of another program's making.

Prints one line a file, `OK name bones frames fps worst_mm joint frame` or `FAILED name: reason`,
and exits with 1 if any file failed. Nothing is fitted: scale, axes and rate are what Blender makes
of the file.
"""

import builtins
import contextlib
import csv
import io
import os
import sys

# Debian 12 pairs Blender 3.4 with Python 3.11 and numpy 1.24: its BVH importer uses the mode "rU",
# its glTF importer numpy's old names, and both are gone.
_open = builtins.open
builtins.open = lambda file, mode="r", *rest, **options: _open(
    file, mode.replace("U", ""), *rest, **options)
import numpy  # noqa: E402

for _name, _type in (("bool", bool), ("int", int), ("float", float), ("object", object)):
    if _name not in numpy.__dict__:
        setattr(numpy, _name, _type)

import bpy  # noqa: E402  (comes with Blender)

MOST_ERROR_M = 1e-3


def import_file(path, fps):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    extension = os.path.splitext(path)[1].lower()
    scene = bpy.context.scene
    with contextlib.redirect_stdout(io.StringIO()):  # importers talk
        if extension == ".bvh":
            bpy.ops.import_anim.bvh(filepath=path, update_scene_fps=True, global_scale=0.01)
        elif extension == ".fbx":
            bpy.ops.import_scene.fbx(filepath=path)
        elif extension in (".glb", ".gltf"):
            # glTF has times, no rate: the importer lays keys at the scene's rate.
            scene.render.fps, scene.render.fps_base = round(fps), round(fps) / fps
            bpy.ops.import_scene.gltf(filepath=path)
        elif extension == ".dae":
            # Nor has Collada.
            scene.render.fps, scene.render.fps_base = round(fps), round(fps) / fps
            bpy.ops.wm.collada_import(filepath=path)
        else:
            raise RuntimeError(f"no importer for {extension}")
    armatures = [thing for thing in bpy.data.objects if thing.type == "ARMATURE"]
    if not armatures:
        raise RuntimeError("Blender made no armature")
    for armature in armatures:
        if not armature.animation_data or not armature.animation_data.action:
            raise RuntimeError(f"the armature {armature.name} has no action")
    return armatures


def read_table(path):
    with _open(path, newline="") as stream:
        rows = list(csv.reader(stream))
    names = [cell[:-2] for cell in rows[0][1::3]]
    return names, [[float(cell) for cell in row] for row in rows[1:]]


def bone_heads(armatures):
    """Heads by name in the axes of the table (Blender's are x, -z, y of them), metres."""
    heads = {}
    for armature in armatures:
        for bone in armature.pose.bones:
            world = armature.matrix_world @ bone.head
            heads[bone.name] = (world.x, world.z, -world.y)
    return heads


def go_to_key(armature, index, count):
    """Sets the scene to the time of a key: rates such as 23.976 fall between frames."""
    first, last = armature.animation_data.action.frame_range
    frame = first + (last - first) * index / max(1, count - 1)
    whole = round(frame)
    if abs(frame - whole) < 2e-3:
        bpy.context.scene.frame_set(whole)
    else:
        bpy.context.scene.frame_set(int(frame), subframe=frame - int(frame))
    return frame


def check(path, table_path, frame_count):
    names, rows = read_table(table_path)
    fps = (len(rows) - 1) / (rows[-1][0] - rows[0][0]) if len(rows) > 1 else 30.0
    if abs(fps - round(fps)) < 2.5e-4 * fps:  # a frame time of 0.033333 s means 30 fps
        fps = float(round(fps))
    armatures = import_file(path, fps)
    heads = bone_heads(armatures)
    missing = [name for name in names if name not in heads]
    if missing:
        raise RuntimeError(f"no bones {missing} among {sorted(heads)}")
    worst = (0.0, "", 0)
    count = min(frame_count, len(rows))
    for i in range(count):
        index = i * (len(rows) - 1) // max(1, count - 1)
        go_to_key(armatures[0], index, len(rows))
        heads = bone_heads(armatures)
        for j, name in enumerate(names):
            expected = rows[index][1 + 3 * j:4 + 3 * j]
            off = sum((a - b) ** 2 for a, b in zip(heads[name], expected)) ** 0.5
            worst = max(worst, (off, name, index))
    first, last = armatures[0].animation_data.action.frame_range
    render = bpy.context.scene.render
    line = (f"{os.path.basename(path)} {len(heads)} bones, frames {first:g}..{last:g}, "
            f"{render.fps / render.fps_base:.5g} fps, worst {worst[0] * 1e3:.5f} mm "
            f"at {worst[1]} in frame {worst[2]}")
    if not worst[0] <= MOST_ERROR_M:
        raise RuntimeError(line)
    return line


def export_all(path, folder):
    stem = os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + "_from_blender")
    action = next(thing for thing in bpy.data.objects if thing.type == "ARMATURE").animation_data.action
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = (round(frame) for frame in action.frame_range)
    with contextlib.redirect_stdout(io.StringIO()):
        bpy.ops.export_scene.fbx(filepath=stem + ".fbx", object_types={"ARMATURE"},
                                 bake_anim_simplify_factor=0.0, bake_anim_use_all_actions=False,
                                 bake_anim_use_nla_strips=False)
        bpy.ops.export_scene.gltf(filepath=stem + ".glb", export_format="GLB")
        bpy.ops.wm.collada_export(filepath=stem + ".dae", include_animations=True)


def main(arguments):
    frames, folder, files = 20, None, []
    while arguments:
        word = arguments.pop(0)
        if word == "--frames":
            frames = int(arguments.pop(0))
        elif word == "--export":
            folder = arguments.pop(0)
        else:
            files.append((word, arguments.pop(0)))
    failed = not files
    for path, table in files:
        try:
            print("OK", check(path, table, frames), flush=True)
            if folder:
                export_all(path, folder)
        except Exception as error:  # Blender raises many kinds
            text = " ".join(str(error).split())
            print(f"FAILED {os.path.basename(path)}: {text[-600:]}", flush=True)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    code = main(sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else [])
    sys.stdout.flush()
    os._exit(code)  # Blender ends with 0 whatever a script's exit status
