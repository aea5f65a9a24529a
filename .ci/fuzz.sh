#!/bin/sh
# fuzz.sh TIME gives every fuzz target that long. A finding stays in testdata as
# a seed, and the next plain test run meets it again.
set -eu
cd "$(dirname "$0")/.."
time=$1
# A package without targets prints nothing but its result, so each target is
# asked for by name in its own package.
CGO_ENABLED=0 go list ./local/... ./sync/... ./printing/... | while read -r package; do
	CGO_ENABLED=0 go test -list '^Fuzz' "$package" | sed -n '/^Fuzz/p' | while read -r target; do
		echo "$package $target"
		CGO_ENABLED=0 go test -run '^$' -fuzz "^$target\$" -fuzzminimizetime 5x -fuzztime "$time" "$package" </dev/null
	done
done
