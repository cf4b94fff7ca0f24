#!/usr/bin/env bash
# Runs all tests, the fast ones first. Arguments go to `dotnet test`, for example --filter Chains.
# Its last line is "N passed, N failed".
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"

tools/setup.sh --for-tests
work=$(mktemp -d)
# Tests that go through many cases say here how many: a line "COUNT KIND" each.
export CHAINFORGE_CASES=$work/cases
mkdir "$CHAINFORGE_CASES"
passed=0 failed=0 skipped=0

# The programs that tests start live for seconds, and spend most of them on being compiled. All tests together are over
# sooner where these are as install.sh makes them (measured: a fifth) and may write to their own code (a twentieth).
export DOTNET_EnableWriteXorExecute=0
if (($# == 0)) && dotnet publish tests/ChainForge.CrashPoints -c Release "${ahead[@]}" -o "$work/programs" -v quiet -nologo; then
  export CHAINFORGE_PROGRAMS=$work/programs
fi

# A number of the result file's <Counters …/>; nothing where a crash left no such file.
counter() { sed -n "s/.*<Counters .* $2=\"\([0-9]*\)\".*/\1/p" "$1" 2>/dev/null || true; }

for project in ChainForge.Tests ChainForge.IntegrationTests; do
  echo "== $project"
  results=$work/$project.trx
  status=0
  # Longer than any test waits for anything (5 min, several times over in a few): what hangs is named, what is slow is not killed.
  { build "tests/$project" && dotnet test "tests/$project" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$results" --blame-hang-timeout 15m --blame-hang-dump-type none "$@"; } || status=$?

  total=$(counter "$results" total) good=$(counter "$results" passed) executed=$(counter "$results" executed)
  bad=$((${executed:-0} - ${good:-0}))
  # A build that broke or a test host that died is a failure that no counter shows.
  if ((status != 0 && bad == 0)); then bad=1; fi
  passed=$((passed + ${good:-0})) failed=$((failed + bad)) skipped=$((skipped + ${total:-0} - ${executed:-0}))
done

# Tests of the fault matrix are named after their rows; one may carry several.
rows=$(cat "$work"/*.trx 2>/dev/null | grep -o '<UnitTestResult [^>]*outcome="Passed"' | grep -o 'Row[0-9][0-9]_' | sort -u | wc -l || true)
cases=$(cat "$CHAINFORGE_CASES"/* 2>/dev/null | awk '{ n = $1; $1 = ""; count[$0] += n } END { for (kind in count) printf "%d%s\n", count[kind], kind }' | sort -k2 | paste -sd, | sed 's/,/, /g' || true)
echo "Crash and fault cases: ${cases:-none}${cases:+, }$rows rows of the fault matrix"
if ((passed + failed == 0)); then echo 'No test was run.'; fi
if ((skipped > 0)); then echo "$skipped skipped"; fi
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
