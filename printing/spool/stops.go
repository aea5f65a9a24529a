package spool

import (
	"slices"
	"strings"

	"tram/local/office"
)

// What keeps a printer: the words of printer-state-reasons and job-state-reasons
// (RFC 8011, PWG 5100), of which a printer adds how grave it is: "-error",
// "-warning", "-report".

// A grave reason stops the printing; a soft one tells what will come, or that it
// may take a while.
type reason struct {
	grave bool
	stop  office.PrintStop
}

const (
	goesOn = "lệnh in tự chạy tiếp."
	onceUp = "Hãy bật máy in, kiểm tra dây hoặc mạng; "
)

var reasons = map[string]reason{}

func add(grave bool, said, next string, keys ...string) {
	for _, k := range keys {
		reasons[k] = reason{grave: grave, stop: office.PrintStop{Key: keys[0], Said: said, Next: next}}
	}
}

func init() {
	add(true, "Máy in hết giấy.", "Hãy thêm giấy vào khay rồi chờ; "+goesOn, "media-empty", "input-tray-empty", "media-needed")
	add(true, "Máy in kẹt giấy.", "Hãy mở nắp, lấy hết giấy kẹt ra rồi đóng lại; trang bị kẹt có thể phải in lại.", "media-jam")
	add(true, "Máy in đang mở nắp.", "Hãy đóng kín nắp máy in; "+goesOn, "cover-open", "door-open", "interlock-open")
	add(true, "Máy in chưa có khay giấy.", "Hãy lắp khay giấy vào; "+goesOn, "input-tray-missing")
	add(true, "Máy in hết mực.", "Hãy thay hộp mực; "+goesOn, "toner-empty", "marker-supply-empty", "marker-ink-empty", "developer-empty")
	add(true, "Máy in chưa có hộp mực.", "Hãy lắp hộp mực vào; "+goesOn, "marker-supply-missing", "toner-missing")
	add(true, "Khay ra giấy đã đầy.", "Hãy lấy bớt giấy ở khay ra; "+goesOn, "output-area-full", "output-tray-full")
	add(true, "Máy in thiếu khay ra giấy.", "Hãy lắp khay ra giấy; "+goesOn, "output-tray-missing")
	add(true, "Hộp mực thải đã đầy.", "Hãy thay hộp mực thải; "+goesOn, "marker-waste-full")
	add(true, "Trống mực đã hết hạn dùng.", "Hãy gọi người bảo trì thay trống mực, hoặc in trên máy khác.", "opc-life-over")
	add(true, "Bộ sấy của máy in quá nóng hoặc chưa đủ nóng.", "Hãy chờ vài phút. Nếu vẫn vậy, hãy gọi người bảo trì.", "fuser-over-temp", "fuser-under-temp")
	add(true, "Máy in báo hỏng bộ phận bên trong.", "Hãy tắt máy in, chờ một phút rồi bật lại. Nếu vẫn vậy, hãy gọi người bảo trì và in trên máy khác.",
		"subunit-error", "power-down-error", "hardware-failure", "printer-error")
	add(true, "Máy in mất liên lạc.", onceUp+goesOn, "offline", "shutdown", "printer-not-responding", "disconnected")
	add(true, "Máy in quá lâu không trả lời.", onceUp+goesOn, "timed-out")
	add(false, "Đang nối với máy in.", onceUp+"nếu máy in sẵn sàng, lệnh in tự chạy.", "connecting-to-device")
	add(true, "Máy in đang tạm dừng.", "Hãy bấm nút tiếp tục trên máy in, hoặc nhờ người quản trị cho hàng đợi chạy lại.", "paused", "moving-to-paused", "stopped-partly", "printer-stopped")
	add(true, "Chỗ chứa lệnh in đã đầy.", "Hãy chờ các lệnh trước in xong hoặc hủy bớt; "+goesOn, "spool-area-full")
	add(true, "Máy in cần người quản trị xử lý.", "Hãy xem bảng điều khiển của máy in, hoặc gọi người quản trị.", "configuration-change", "identify-printer-requested", "other", "account-info-needed", "account-authorization-failed")
	add(true, "Máy in đòi mật khẩu.", "Hãy nhờ người quản trị khai báo lại máy in trên máy tính.", "cups-auth-info-required", "auth-info-required", "authentication-required")
	add(true, "Máy tính thiếu phần mềm của máy in này.", "Hãy nhờ người quản trị cài lại máy in, hoặc in trên máy khác.", "cups-missing-filter", "cups-insecure-filter", "missing-filter")
	add(true, "Chứng thư của máy in không còn đúng.", "Hãy báo người quản trị: máy in trên mạng có thể đã bị thay.", "cups-pki-invalid", "cups-pki-unknown", "cups-pki-changed", "cups-pki-expired", "cups-waiting-for-pki")
	add(false, "Máy in sắp hết giấy.", "Hãy chuẩn bị thêm giấy.", "media-low")
	add(false, "Máy in sắp hết mực.", "Hãy chuẩn bị hộp mực mới.", "toner-low", "marker-supply-low", "marker-ink-low", "developer-low")
	add(false, "Hộp mực thải sắp đầy.", "Hãy chuẩn bị hộp mực thải mới.", "marker-waste-almost-full")
	add(false, "Khay ra giấy sắp đầy.", "Hãy lấy bớt giấy ở khay ra.", "output-area-almost-full")
	add(false, "Trống mực sắp hết hạn dùng.", "Hãy báo người bảo trì.", "opc-near-eol")
	add(true, "Lệnh in đang bị giữ lại, chưa chạy.", "Hãy nhờ người quản trị cho chạy, hoặc hủy rồi in lại.", "job-hold-until-specified", "job-held-on-create", "job-held-for-review", "resources-are-not-ready", "job-password-wait", "job-release-wait")

	// How a job ended.
	add(true, "Máy in không đọc được văn bản này.", "Hãy lập lại bản in rồi in lại. Nếu vẫn vậy, hãy in trên máy khác.",
		"document-format-error", "document-unprintable-error", "unsupported-document-format", "document-access-error", "document-password-error", "compression-error", "document-permission-error")
	add(true, "Hệ thống in đã bỏ lệnh in này.", "Hãy xem máy in có báo lỗi không, rồi in lại.", "aborted-by-system", "job-aborted-by-system", "unsupported-attributes-or-values")
	add(true, "Lệnh in đã bị hủy ở máy in.", "Nếu vẫn cần, hãy in lại.", "job-canceled-at-device", "job-canceled-by-operator")
	add(true, "Máy in báo in xong nhưng có lỗi.", "Hãy xem kỹ từng tờ đã ra; thiếu hoặc hỏng thì in lại.", "job-completed-with-errors", "errors-detected")
	add(true, "Máy in này không còn trên máy tính.", "Hãy ra máy in xem giấy đã ra chưa, rồi chọn máy in khác để in lại nếu cần.", "printer-gone")
}

// Reasons that tell of no trouble.
var quiet = []string{
	"none", "", "job-printing", "job-incoming", "job-queued", "job-transforming", "job-spooling", "job-outgoing", "job-data-insufficient", "job-interpreting",
	"job-completed-successfully", "job-completed-with-warnings", "job-canceled-by-user", "processing-to-stop-point", "job-queued-for-marker",
	"queued-in-device", "job-fetchable", "cups-remote-pending", "cups-remote-processing", "cups-remote-completed", "deactivated", "cups-waiting-for-job-completed",
	"job-stopped", "printer-stopped-partly", "warnings-detected", "job-resuming", "job-saved-successfully",
}

// mostStops is how many reasons are told at once.
const mostStops = 8

// stopsOf tells the reasons of a printer or a job, the grave ones first, and
// whether there is a grave one. A reason that nobody here knows is told if its
// printer calls it an error.
func stopsOf(words []string) (stops []office.PrintStop, grave bool) {
	var soft []office.PrintStop
	for _, w := range words {
		r, is := reasonOf(w)
		if !is {
			continue
		}
		grave = grave || r.grave
		list := &soft
		if r.grave {
			list = &stops
		}
		if !slices.Contains(*list, r.stop) {
			*list = append(*list, r.stop)
		}
	}
	stops = append(stops, soft...)
	return stops[:min(len(stops), mostStops)], grave
}

func reasonOf(word string) (reason, bool) {
	key, isError := strings.CutSuffix(word, "-error")
	if r, known := reasons[word]; known { // "subunit-error" is a word of its own
		return r, true
	}
	key, isWarning := strings.CutSuffix(key, "-warning")
	key, isReport := strings.CutSuffix(key, "-report")
	if slices.Contains(quiet, key) {
		return reason{}, false
	}
	r, known := reasons[key]
	switch {
	case known && r.stop.Key == "offline":
		return r, true // CUPS reports it as if it were nothing
	case known:
		r.grave = r.grave && !isWarning && !isReport || isError && r.stop.Key != "connecting-to-device"
		return r, true
	case isError:
		r = reasons["other"]
		r.stop.Key = cleaned(key, longestName)
		return r, true
	}
	return reason{}, false
}
