#!/usr/bin/env bash
# Makes a video out of pipelines/lighthouse.yaml on the simulator: no key, no cost, no network.
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

"$root/tools/setup.sh"
echo 'Building …'
build tools/PictorySimulator src/ChainForge.App
start_simulator

# The ledger goes with the simulator: its jobs exist nowhere else.
run on_simulator "$program" run "$root/pipelines/lighthouse.yaml" \
  --pipelines "$root/pipelines" --output "$root/output" --data "$work/data" --yes

# Their names begin with the time: the last is the newest.
runs=("$root"/output/lighthouse/*/)
cat <<END

Video:   $root/output/lighthouse.mp4
Report:  ${runs[${#runs[@]} - 1]}report.html
Next:    edit pipelines/lighthouse.yaml and run this again, or set PICTORY_API_KEY and run ./tools/serve.sh
END
