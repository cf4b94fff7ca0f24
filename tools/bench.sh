#!/usr/bin/env bash
# Runs a benchmark of the program as it is installed, compiled ahead of time: tools/bench.sh stitch --repeat 1
# Without arguments it lists them.
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

"$root/tools/setup.sh"
work=$(mktemp -d)
dotnet publish "$root/tools/Benchmarks" -c Release "${ahead[@]}" -o "$work" -v quiet -nologo
run dotnet "$work/Benchmarks.dll" "$@"
