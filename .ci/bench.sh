#!/bin/sh
# bench.sh [FOLDER OF JPEG PAGES] prints the table that docs/measured.md keeps.
set -eu
cd "$(dirname "$0")/.."
CGO_ENABLED=0 go build -o bin/bench-driver ./.ci/bench
bin/bench-driver ${1:+-pages "$1"}
echo
CGO_ENABLED=0 go test -run '^$' -bench . -benchtime 200x -timeout 60m ./local/store
