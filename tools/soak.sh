#!/usr/bin/env bash
# Makes chains, two for each minute, while their servers are killed, frozen and stopped at random and the simulator misbehaves, and compares
# the bill with the ledger at the end. Says what happened, and fails when they differ, or a run is neither completed nor rightly parked.
#   ./tools/soak.sh [minutes altogether, default 10] [seed] [--postgres]
# With --postgres two servers share a PostgreSQL of the soak's own (its programs in /usr/lib/postgresql).
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"

words=() postgres=
for word in "$@"; do
  if [[ $word == --postgres ]]; then postgres=yes; else words+=("$word"); fi
done

tools/setup.sh --for-tests
echo 'Building …'
build tools/Soak
work=$(mktemp -d)

if [[ $postgres ]]; then
  bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
  as=()
  # The server refuses to run as root.
  if ((EUID == 0)); then
    chown postgres "$work"
    as=(runuser -u postgres --)
  fi
  "${as[@]}" "$bin/initdb" -D "$work/data" -U postgres -A trust --no-sync --no-instructions >"$work/initdb.log"
  start "${as[@]}" "$bin/postgres" -D "$work/data" -h '' -k "$work" -F >"$work/postgres.log" 2>&1
  until "$bin/pg_isready" -q -h "$work"; do sleep 0.1; done
  words+=(--postgres "Host=$work;Username=postgres;Database=postgres;Maximum Pool Size=20")
fi

run dotnet tools/Soak/bin/Release/net10.0/Soak.dll "${words[@]}"
