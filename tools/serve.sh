#!/usr/bin/env bash
# Starts the service on http://127.0.0.1:5080: chains dropped into pipelines/ become videos in output/.
#   PICTORY_API_KEY=pictai_… ./tools/serve.sh     with Pictory, for credits
#   ./tools/serve.sh --demo                       with the simulator, for nothing
# Further arguments go to `chainforge serve`.
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"

demo=
if [[ ${1:-} == --demo ]]; then
  demo=yes
  shift
elif [[ -z ${PICTORY_API_KEY:-}${ChainForge__Pictory__ApiKey:-} ]]; then
  cat >&2 <<'END'
There is no API key. Either
  export PICTORY_API_KEY=pictai_…     the key from your Pictory account; generations cost credits
or
  ./tools/serve.sh --demo             the same service on a simulator, for nothing
END
  exit 2
fi

tools/setup.sh
echo 'Building …'
build src/ChainForge.App

if [[ $demo ]]; then
  build tools/PictorySimulator
  start_simulator
  # The ledger goes with the simulator: its jobs exist nowhere else.
  run on_simulator "$program" serve --pipelines "$root/pipelines" --output "$root/output" --data "$work/data" "$@"
else
  exec dotnet "$program" serve "$@"
fi
