#!/bin/sh
# debootstrap.sh [SUITE] makes a bare root of this machine's Debian or Ubuntu,
# puts nothing but Go and a fresh clone of the last commit into it, and does
# there what the README says: .ci/run, then make run. Needs root. The root goes
# away afterwards; KEEP=1 leaves it.
set -eu
cd "$(dirname "$0")/.."
if [ "$(id -u)" -ne 0 ]; then
	echo "debootstrap.sh: cần chạy bằng root" >&2
	exit 1
fi
.ci/deps.sh base root
repo=$PWD
. /etc/os-release
suite=${1:-$VERSION_CODENAME}

# The mirror is the one that this machine itself uses for its own release.
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Codename: $VERSION_CODENAME" "Component: main" | head -n 1)
if [ -z "$mirror" ]; then
	echo "debootstrap.sh: apt trên máy này không có nguồn cho $VERSION_CODENAME" >&2
	exit 1
fi

root=$(mktemp -d)
chmod 755 "$root"
cleanup() { [ -n "${KEEP:-}" ] && echo "Giữ lại: $root" || rm -rf --one-file-system "$root"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

begin=$(date +%s)
since() { echo "== $1: $(($(date +%s) - begin)) s từ lúc bắt đầu"; }
debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || { tail "$root.log"; exit 1; }
rm -f "$root.log"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# What this machine trusts beyond Debian's list, it trusts there too.
mkdir -p "$root/usr/local/share/ca-certificates"
cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
mkdir -p "$root/usr/local/go" "$root/srv"
cp -a "$(go env GOROOT)/." "$root/usr/local/go/"
git clone -q --no-hardlinks "$repo" "$root/srv/tram"
since "gốc mới có Go và mã nguồn"

# A mount namespace of its own: nothing stays mounted, whatever happens.
inside() {
	unshare --mount --pid --fork sh -eu -c '
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		exec chroot "$1" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin \
			GOPROXY="$2" GOSUMDB="$3" sh -eu -c "cd /srv/tram; $4"
	' inside "$root" "$(go env GOPROXY)" "$(go env GOSUMDB)" "$1"
}
inside .ci/run
since ".ci/run"
inside "make run"
since "make run"
