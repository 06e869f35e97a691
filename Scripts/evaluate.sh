#!/bin/sh
# Scores tagging, parsing, names and the extraction on corpora and gold graphs that are not part of the project.
#
# usage: Scripts/evaluate.sh NEWSGRAPH CORPORA
#
# CORPORA is the folder with the corpora (`train/`, `measure/`); beside it stands `gold/` with `score.py`, `gold/` and `texts/`.
set -eu
[ $# = 2 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 64; }
newsgraph=$1
gold=$2/../gold
if [ -z "$2" ] || [ ! -f "$gold/score.py" ]; then
  echo "evaluate: no gold graphs; say where the corpora are: make evaluate CORPORA=DIR" >&2
  exit 66
fi
python3 "$(dirname "$0")/../Training/evaluate_command.py" "$newsgraph" "$2"
system=$(mktemp -d)
trap 'rm -rf "$system"' EXIT
for text in "$gold"/texts/*.txt; do
  name=$(basename "$text" .txt)
  published=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("published") or "")' "$gold/gold/$name.json")
  "$newsgraph" extract "$text" --input-format text ${published:+--published "$published"} -o "$system/$name.json"
done
python3 "$gold/score.py" "$gold/gold" "$gold/texts" "$system"
