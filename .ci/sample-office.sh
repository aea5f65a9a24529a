#!/bin/sh
# sample-office.sh HOME opens a sample office in the data folder HOME: made at
# the first call, kept afterwards. Where there is no display the same
# conversion goes through tramctl, and the PDF lies beside HOME.
set -eu
cd "$(dirname "$0")/.."
home=$1
pages=assets/samples/quyet-dinh-mau-
decision() {
	bin/tramctl convert --home "$home" --type quyet-dinh --number 15 --symbol QĐ-UBND \
		--issuer "Ủy ban nhân dân xã Mẫu Sơn" --date 2026-11-09 \
		--subject "Về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã Mẫu Sơn" "$@"
}

if [ ! -e "$home/office.db" ]; then
	echo "Đang lập cơ quan mẫu trong thư mục $home"
	bin/tramctl setup --home "$home" --office "Ủy ban nhân dân xã Mẫu Sơn" --code H00.00.01 \
		--system "Trạm Công vụ xã Mẫu Sơn" --owner "Ủy ban nhân dân xã Mẫu Sơn" \
		--clerk "Trần Thị Ví Dụ" --position "Công chức Văn phòng - Thống kê"
	# Left as a draft: its pages wait in the tray for whoever opens the window.
	decision "$pages"1.jpg "$pages"2.jpg "$pages"3.jpg "$pages"4.jpg
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	exec bin/tram --home "$home"
fi
pdf=$home/../van-ban-mau.pdf
id=$(decision --json --qr --pages 4 "$pages"1.jpg "$pages"2.jpg "$pages"3.jpg "$pages"4.jpg |
	sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
rm -f "$pdf"
bin/tramctl export --home "$home" "$id" -o "$pdf"
bin/tramctl verify --home "$home" "$id"
echo "Máy này không có màn hình nên trạm đã chuyển đổi bằng dòng lệnh."
echo "Văn bản điện tử nằm ở: $(realpath "$pdf")"
