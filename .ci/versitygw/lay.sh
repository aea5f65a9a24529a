#!/bin/sh
# lay.sh builds the Versity S3 Gateway, a real S3 server that tests copy to, into
# bin/versitygw. It stands on a hundred modules, so that it is a program of its own and
# none of this one's. Where it is there already in this version it does nothing.
set -eu
cd "$(dirname "$0")/../.."
version=v1.8.0
if go version -m bin/versitygw 2>/dev/null | grep -q "versity/versitygw[[:space:]]$version"; then
	exit 0
fi
echo "Đang dựng máy chủ S3 vào bin/versitygw"
mkdir -p bin
GOBIN="$PWD/bin" GOFLAGS='' CGO_ENABLED=0 go install -ldflags='-s -w' "github.com/versity/versitygw/cmd/versitygw@$version"
