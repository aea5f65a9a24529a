#!/bin/sh
# sample-office.sh make HOME     sets up a sample office in the data folder HOME,
#                                with the sample pages waiting in a draft; one
#                                that is there already stays as it is
# sample-office.sh convert HOME  converts the sample pages there, for machines
#                                with no display; the PDF lies beside HOME
set -eu
cd "$(dirname "$0")/.."
what=${1:-}
home=${2:-}
pages=assets/samples/quyet-dinh-mau

decision() {
	bin/tramctl convert --home "$home" --type quyet-dinh --number 15 --symbol QĐ-UBND \
		--issuer "Ủy ban nhân dân xã Mẫu Sơn" --date 2026-11-09 \
		--subject "Về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã Mẫu Sơn" \
		"$@" "$pages"-1.jpg "$pages"-2.jpg "$pages"-3.jpg "$pages"-4.jpg
}

case $what in
make)
	[ ! -e "$home/office.db" ] || exit 0
	echo "Đang lập cơ quan mẫu trong thư mục $home"
	bin/tramctl setup --home "$home" --office "Ủy ban nhân dân xã Mẫu Sơn" --code H00.00.01 \
		--system "Trạm Công vụ xã Mẫu Sơn" --owner "Ủy ban nhân dân xã Mẫu Sơn" \
		--clerk "Trần Thị Ví Dụ" --position "Công chức Văn phòng - Thống kê"
	decision
	;;
convert)
	pdf=$(realpath -m "$home/../van-ban-mau.pdf")
	id=$(decision --json --qr --seen --secrecy thuong --pages 4 | sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
	rm -f "$pdf"
	bin/tramctl export --home "$home" "$id" -o "$pdf"
	bin/tramctl verify --home "$home" "$id"
	echo "Máy này không có màn hình nên trạm đã chuyển đổi bằng dòng lệnh."
	echo "Văn bản điện tử nằm ở: $pdf"
	;;
*)
	sed -n '2,7s/^# *//p' "$0" >&2
	exit 2
	;;
esac
