# What the scripts beside this one stand on; sourced by them, not run.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=$root/src/ChainForge.App/bin/Release/net10.0/chainforge.dll
simulator=$root/tools/PictorySimulator/bin/Release/net10.0/pictory-simulator.dll
work=
started=()

# How the program is published where it stays: compiled ahead of time for this machine, so that no command waits for it.
ahead=(--use-current-runtime --no-self-contained -p:PublishReadyToRun=true)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Build servers would outlive the script.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

# Prints errors only (`dotnet build` would add its summary).
build() {
  local project
  for project in "$@"; do
    dotnet msbuild "$root/$project" -restore -p:Configuration=Release -v:quiet -nologo
  done
}

# Whatever ends the script, by its end, Ctrl-C or a kill, ends what it started, newest first.
# (A program in the foreground would make bash sit on the signal until it is done: hence `run`.)
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop_all() {
  local i pid
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    pid=${started[i]}
    kill "$pid" 2>/dev/null || continue
    wait "$pid" || true
  done
  if [[ $work ]]; then rm -rf "$work"; fi
}

start() {
  "$@" &
  started+=($!)
}

run() {
  start "$@"
  wait "$!"
}

# To be started, because it takes its shell's place. It passes on nothing of the caller's settings, so that
# no real key, address, folder or proxy finds its way into a demo. $work is its working directory, because
# ChainForge reads an appsettings.json there.
on_simulator() {
  cd "$work" || exit
  exec env -i PATH="$PATH" HOME="${HOME:-$work}" TMPDIR="${TMPDIR:-/tmp}" \
    TERM="${TERM:-dumb}" LANG="${LANG:-C.UTF-8}" DOTNET_NOLOGO=1 \
    PICTORY_API_KEY=pictai_demo \
    ChainForge__Pictory__BaseUrl="${base_url:-}" \
    ChainForge__Polling__Interval=00:00:01 \
    dotnet "$@"
}

# Starts the simulator on a free port and sets base_url.
start_simulator() {
  work=$(mktemp -d)
  start on_simulator "$simulator" --port 0 --ready-file "$work/ready" >"$work/simulator.log" 2>&1
  local waited=0
  until [[ -s $work/ready ]]; do
    if ! kill -0 "$!" 2>/dev/null || ((waited++ == 600)); then
      echo "The simulator did not start:" >&2
      cat "$work/simulator.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  base_url=$(cat "$work/ready")
}
