#!/usr/bin/env python3
"""Makes voices and bodies of the same performances, to try fusion with.

Voices are SYNTHETIC: the speech synthesiser flite (Debian package `flite`) reads sentences that
say nothing about feelings, at a pitch, pace, liveliness and loudness that lean on what listeners
report of acted emotion (Juslin and Laukka 2003, 10.1037/0033-2909.129.5.770, table 7), with so
much scatter that a voice alone is often mistaken. Bodies are the built-in corpus, or, with --data,
real motion capture: dataset-1 of the Bandai-Namco Research motion data set.

  make_voice_body.py OUT --kinemote build/release/bin/kinemote [--clips 660] [--seed 1]
      OUT/voice/03-01-05-01-02-07-04.wav and OUT/body/02-01-05-01-02-07-04.bvh: seven pairs of
      digits (modality, speech, emotion, intensity, statement = content, repetition, actor).
      --clips: of the whole corpus; about a third has one of the seven emotions.
  make_voice_body.py OUT --data bandai-namco/dataset-1/data [--seed 1]
      OUT/voice/dataset-1_walk_angry_001.wav and OUT/body/dataset-1_walk_angry_001.bvh (a link)
      of the seven styles of one recording block.

The same seed gives the same voices.
"""
import argparse
import array
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import wave

# Pitch and its movement relative to the speaker's, duration relative to neutral, decibels.
MANNERS = {
    "neutral": (1.00, 1.0, 1.00, 0),
    "calm": (0.96, 0.8, 1.12, -3),
    "happy": (1.18, 1.5, 0.90, 3),
    "sad": (0.90, 0.6, 1.25, -6),
    "angry": (1.12, 1.5, 0.85, 6),
    "fearful": (1.22, 0.9, 0.84, -1),
    "disgust": (0.93, 1.1, 1.10, 0),
    "proud": (0.95, 1.2, 1.02, 4),
    "not-confident": (1.03, 0.7, 1.18, -5),
    "feminine": (1.20, 1.2, 1.05, -1),
    "musical": (1.10, 1.7, 1.08, 1),
}
# How much a performance strays from its manner: standard deviations of the same four.
SCATTER = (0.035, 0.15, 0.05, 1.5)
SPEAKERS = [("kal16", 105), ("rms", 95), ("slt", 175), ("awb", 125)]
SENTENCES = [
    "The dog is sitting by the door.",
    "Children are talking near the window.",
    "They moved the table to the other room.",
    "It will be ready some time on Thursday.",
    "She put the letters back into the drawer.",
]
CODES = {"neutral": 1, "calm": 2, "happy": 3, "sad": 4, "angry": 5, "fearful": 6, "disgust": 7}
CORPUS_LABELS = {"neutral": "neutral", "relaxed": "calm", "happy": "happy", "sad": "sad",
                 "angry": "angry", "afraid": "fearful", "disgusted": "disgust"}
BLOCK = ["angry", "happy", "sad", "proud", "not-confident", "feminine", "musical"]


def speak(path, label, speaker, rng):
    """One sentence in the manner of a label, as 16-bit WAV."""
    pitch, movement, stretch, gain_db = MANNERS[label]
    voice, base_hz = SPEAKERS[speaker % len(SPEAKERS)]
    own = random.Random(speaker).uniform(0.92, 1.08)  # two speakers of one voice differ a little
    pitch *= base_hz * own * rng.lognormvariate(0, SCATTER[0])
    movement *= rng.lognormvariate(0, SCATTER[1])
    stretch *= rng.lognormvariate(0, SCATTER[2])
    gain = 10 ** ((gain_db + rng.gauss(0, SCATTER[3])) / 20) * 0.5
    subprocess.run(
        ["flite", "-voice", voice, "--setf", f"int_f0_target_mean={pitch:.2f}",
         "--setf", f"int_f0_target_stddev={12 * movement:.2f}",
         "--setf", f"duration_stretch={stretch:.3f}", "-t", rng.choice(SENTENCES), "-o", path],
        check=True)
    with wave.open(str(path), "rb") as sound:
        settings, data = sound.getparams(), array.array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        data.byteswap()
    data = array.array("h", (max(-32768, min(32767, round(gain * x))) for x in data))
    if sys.byteorder == "big":
        data.byteswap()
    with wave.open(str(path), "wb") as sound:
        sound.setparams(settings)
        sound.writeframes(data.tobytes())


def corpus_performances(out, kinemote, clips, seed):
    """Moves the clips of seven emotions to OUT/body; yields (name of the voice, label, actor)."""
    with tempfile.TemporaryDirectory(dir=out) as folder:
        made = pathlib.Path(folder, "corpus")
        subprocess.run([kinemote, "corpus", "--out", made, "--clips", str(clips), "--seed",
                        str(seed), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        rows = json.loads((made / "labels.json").read_text())["clips"]
        contents = sorted({row["content"] for row in rows})
        repetitions = {}
        for row in rows:
            label = CORPUS_LABELS.get(row["label"])
            if label is None:
                continue
            actor = int(re.search(r"_a(\d+)_", row["file"])[1]) + 1
            key = (label, row["content"], actor)
            repetitions[key] = repetitions.get(key, 0) + 1
            digits = (f"01-{CODES[label]:02}-01-{contents.index(row['content']) + 1:02}-"
                      f"{repetitions[key]:02}-{actor:02}")
            (made / row["file"]).rename(out / "body" / f"02-{digits}.bvh")
            yield f"03-{digits}", label, actor


def real_performances(out, data):
    """Links the clips of one recording block; yields (name, style, speaker)."""
    for path in sorted(pathlib.Path(data).glob("*.bvh")):
        _, content, style = path.stem.split("_")[:3]
        if style not in BLOCK:
            continue
        (out / "body" / path.name).symlink_to(path.resolve())
        yield path.stem, style, 0  # one performer as far as the data tell


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--kinemote", default="kinemote")
    parser.add_argument("--data")
    parser.add_argument("--clips", type=int, default=660)
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    if any(values.out.glob("*")):
        sys.exit(f"{values.out}: is not empty; name a new folder")
    for part in ("voice", "body"):
        (values.out / part).mkdir(parents=True)
    rng = random.Random(values.seed)
    count = 0
    performances = (real_performances(values.out, values.data) if values.data else
                    corpus_performances(values.out, values.kinemote, values.clips, values.seed))
    for name, label, speaker in performances:
        speak(values.out / "voice" / f"{name}.wav", label, speaker, rng)
        count += 1
    print(f"made {count} performances in {values.out}; voices are synthetic")


if __name__ == "__main__":
    main()
