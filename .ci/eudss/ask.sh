#!/bin/sh
# ask.sh asks EU DSS, the European Commission's validator, about what we sign,
# at every level: by hand, for whoever has Java 17 and Maven (apt-get install
# maven openjdk-17-jdk-headless). First with revocation lists at hand, then by
# what each file brings along alone.
set -eu
cd "$(dirname "$0")/../.."
out=$PWD/bin/eudss/signed
rm -rf "$out"
mkdir -p "$out"
TRAM_SIGNED=$out CGO_ENABLED=0 go test -count 1 -run '^TestPyHankoFindsTheLevelsThatWeSign$' ./local/sign
mvn -q -B -f .ci/eudss/pom.xml compile dependency:build-classpath -Dmdep.outputFile="$PWD/bin/eudss/classpath"
for kind in "$out"/*; do
	for lists in "$kind/0.crl $kind/1.crl" ""; do
		echo "== $(basename "$kind") ${lists:+(có danh sách thu hồi)}"
		# shellcheck disable=SC2086 # one word a list
		java -cp "bin/eudss/classes:$(cat bin/eudss/classpath)" Ask "$kind/root.pem" $lists "$kind"/*.pdf
	done
done
