package volume

import "tram/local/table"

// Kind is a register or a report of Nghị định 30, as it is printed.
type Kind struct {
	Code    string // what a command calls it
	Title   string // in one or two lines
	Drawn   string // where the decree draws its columns; empty: nowhere, they follow its fields
	Columns []table.Column
	Cover   bool // bound as a volume (quyển), with a cover and a first page
	ByDay   bool // the cover tells of days, and of no numbers
}

// Kinds are all that the decree names: the registers of Phụ lục IV, and what Phụ lục VI, Phần I,
// mục V has a system put out. Widths are those of its drawings, in millimetres.
var Kinds = []Kind{
	{Code: "out", Title: "SỔ ĐĂNG KÝ VĂN BẢN ĐI", Drawn: "Phụ lục IV.I", Cover: true, Columns: entered},
	{Code: "internal", Title: "SỔ ĐĂNG KÝ VĂN BẢN NỘI BỘ", Cover: true, Columns: entered},
	{Code: "copies", Title: "SỔ ĐĂNG KÝ BẢN SAO", Cover: true, Columns: entered},
	{Code: "post", Title: "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", Drawn: "Phụ lục IV.III", Cover: true, Columns: []table.Column{
		column("Ngày chuyển", 22.5), column("Số, ký hiệu văn bản", 28.2), column("Nơi nhận văn bản", 48.7),
		column("Số lượng bì", 20.5), column("Ký nhận và dấu bưu điện", 30.8), column("Ghi chú", 15.4),
	}},
	{Code: "kept", Title: "SỔ SỬ DỤNG BẢN LƯU", Drawn: "Phụ lục IV.IV", Cover: true, Columns: []table.Column{
		column("Ngày tháng", 17.8), column("Họ tên người sử dụng", 22.2), column("Số, ký hiệu ngày tháng văn bản", 26.1),
		column("Tên loại và trích yếu nội dung văn bản", 27.5), column("Số và ký hiệu HS", 14.1), column("Ký nhận", 14.9),
		column("Ngày trả", 15.9), column("Người cho phép sử dụng", 20), column("Ghi chú", 12.5),
	}},
	{Code: "in", Title: "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", Drawn: "Phụ lục IV.VI", Cover: true, Columns: []table.Column{
		column("Ngày đến", 15), column("Số đến", 12.5), column("Tác giả", 12.5), column("Số, ký hiệu văn bản", 20),
		column("Ngày tháng văn bản", 17.5), column("Tên loại và trích yếu nội dung văn bản", 27.5),
		column("Đơn vị hoặc người nhận", 20), column("Ngày chuyển", 20), column("Ký nhận", 15), column("Ghi chú", 15),
	}},
	{Code: "follow", Title: "SỔ THEO DÕI GIẢI QUYẾT\nVĂN BẢN ĐẾN", Drawn: "Phụ lục IV.VIII", Cover: true, ByDay: true, Columns: followed},
	{Code: "report-in", Title: "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT\nVĂN BẢN ĐẾN", Drawn: "Phụ lục IV.VIII", Columns: followed},
	{Code: "report-out", Title: "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT\nVĂN BẢN ĐI", Columns: []table.Column{
		column("Số, ký hiệu văn bản", 24), column("Ngày tháng văn bản", 20), column("Tên loại và trích yếu nội dung văn bản", 47),
		column("Nơi nhận văn bản", 24.5), column("Hạn trả lời văn bản", 20), column("Tình hình giải quyết", 17), column("Ghi chú", 12.5),
	}},
	{Code: "documents", Title: "MỤC LỤC VĂN BẢN, TÀI LIỆU", Drawn: "Phụ lục V.IV", Columns: []table.Column{
		column("STT", 16), column("Số, ký hiệu văn bản", 19), column("Ngày tháng năm văn bản", 28.6),
		column("Tên loại và trích yếu nội dung văn bản", 27.5), column("Tác giả văn bản", 21.9), column("Tờ số/ Trang số", 28.9), column("Ghi chú", 20),
	}},
	{Code: "plan", Title: "DANH MỤC HỒ SƠ", Drawn: "Phụ lục V.II", Columns: []table.Column{
		column("Số và ký hiệu hồ sơ", 26.1), column("Tên đề mục và tiêu đề hồ sơ", 64), column("Thời hạn bảo quản", 30.3), column("Người lập hồ sơ", 28.6), column("Ghi chú", 22.2),
	}},
	{Code: "files", Title: "MỤC LỤC HỒ SƠ", Drawn: "Phụ lục V.III", Columns: []table.Column{
		column("Số TT", 14.4), column("Số, ký hiệu hồ sơ", 25), column("Tiêu đề hồ sơ", 32.5), column("Thời gian tài liệu", 27.5),
		column("Thời hạn bảo quản", 25), column("Số tờ/ Số trang", 25), column("Ghi chú", 14.1),
	}},
}

// entered (Phụ lục IV.I) are the columns of what goes out. The decree draws none for documents that stay
// within the office, nor for copies (Điều 25): theirs are the same.
var entered = []table.Column{
	column("Số, ký hiệu văn bản", 18), column("Ngày tháng văn bản", 19), column("Tên loại và trích yếu nội dung văn bản", 31.2),
	column("Người ký", 17.5), column("Nơi nhận văn bản", 15), column("Đơn vị, người nhận bản lưu", 22.5),
	column("Số lượng bản", 17.5), column("Ngày chuyển", 20), column("Ký nhận", 15), column("Ghi chú", 12.5),
}

var followed = []table.Column{
	column("Số đến", 11.9), column("Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 51.5),
	column("Đơn vị hoặc người nhận", 24.5), column("Thời hạn giải quyết", 20), column("Tiến độ giải quyết", 19),
	column("Số, ký hiệu văn bản trả lời", 26), column("Ghi chú", 11.9),
}

func column(name string, mm float64) table.Column {
	return table.Column{Name: name, Width: mm, Kind: table.Text}
}

// Of is the kind of that code.
func Of(code string) (Kind, bool) {
	for _, k := range Kinds {
		if k.Code == code {
			return k, true
		}
	}
	return Kind{}, false
}
