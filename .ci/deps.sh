#!/bin/sh
# deps.sh GROUP… installs what is missing of the groups in .ci/packages, and
# nothing else. It asks no question, and uses sudo only when it is not root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

missing=
for group in "$@"; do
	packages=$(sed -n "s/^$group: *//p" "$here/packages")
	if [ -z "$packages" ]; then
		echo "Không có nhóm gói '$group' trong .ci/packages." >&2
		exit 2
	fi
	for package in $packages; do
		state=" $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null || true)"
		case "$state" in
		*" installed "*) ;;
		*) case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac ;;
		esac
	done
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "Máy này không dùng apt. Hãy tự cài những gói tương đương với:$missing" >&2
	exit 1
fi
root=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "Cần quyền quản trị để cài:$missing" >&2
		echo "Hãy đăng nhập bằng root và chạy: apt-get install$missing" >&2
		exit 1
	fi
	root=sudo
fi

apt() {
	$root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}
install() {
	# shellcheck disable=SC2086 # one word a package
	apt install --no-install-recommends $missing
}

echo "Đang cài các gói còn thiếu:$missing"
# Fresh lists are fetched once: at the start where there are none, else only
# when the ones at hand turn out to be stale.
if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
	install || { apt update && install; }
else
	apt update && install
fi
