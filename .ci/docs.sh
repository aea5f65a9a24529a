#!/bin/sh
# docs.sh holds the pages to what they say: every test that they name exists,
# the README names every package that is installed and every verb of tramctl, every link
# leads somewhere.
set -eu
cd "$(dirname "$0")/.."
status=0
wrong() { echo "$1" >&2; status=1; }

for promise in $(grep -oh '`Test[A-Za-z0-9]*`' docs/*.md | tr -d '`' | sort -u); do
	grep -rq "^func $promise(" --include='*_test.go' . || wrong "docs name $promise, which is no test"
done
# make, certificates, debootstrap and git are there or named in the text.
for package in $(sed -n '/^base:\|^root:/d; s/^[a-z]*: *//p' .ci/packages); do
	grep -qw -- "$package" README.md || wrong "README.md does not name the package $package"
done
for verb in $(sed -n '/^var verbs/,/^}/s/^	{"\([a-z]*\)".*/\1/p' cmd/tramctl/terminal.go); do
	grep -q "^|.*\`$verb[ \`]" README.md || wrong "README.md does not name the verb $verb"
done
for page in *.md docs/*.md assets/*.md; do
	for link in $(grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v '^[a-z]*:' | sort -u); do
		[ -e "$(dirname "$page")/$link" ] || wrong "$page links to $link, which is not there"
	done
done
exit $status
