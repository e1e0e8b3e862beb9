#!/bin/sh
# The example as a test: what the Python sender sends is taken whole, and recorded.
#
#   run_test.sh KINEMOTE PYTHON SEND_POSES
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$3" --to stdout --seconds 3 --fps 30 --unpaced |
    "$1" --json listen --from stdin --record "$folder/take.bvh" > "$folder/said.jsonl"
tail -n 1 "$folder/said.jsonl" | grep -q '"frames":90,.*"malformed":0'
grep -q '"type":"prediction".*"pad":\[' "$folder/said.jsonl"
"$1" --json info "$folder/take.bvh" | grep -q '"frames": 90'
