package scanning

import (
	"fmt"
	"strings"

	"tram/local/office"
)

// What the paper and the device do, each by its name.
var (
	FeederEmpty = office.Failure{
		Name: "scanning.feeder-empty",
		Said: "Khay nạp giấy của %s đang trống.",
		Next: "Hãy đặt những tờ chưa quét vào khay nạp, hoặc chọn quét trên mặt kính.",
	}
	Jam = office.Failure{
		Name: "scanning.jam",
		Said: "Máy quét %s bị kẹt giấy %v. Các trang đã hiện vẫn còn.",
		Next: "Hãy gỡ giấy kẹt, đặt lại những tờ chưa quét rồi quét tiếp.",
	}
	CoverOpen = office.Failure{
		Name: "scanning.cover-open",
		Said: "Nắp máy quét %s đang mở.",
		Next: "Hãy đóng nắp, rồi quét những tờ chưa hiện.",
	}
	Busy = office.Failure{
		Name: "scanning.busy",
		Said: "Máy quét %s đang bận việc khác.",
		Next: "Hãy chờ việc đó xong (xem màn hình của máy quét), rồi quét những tờ chưa hiện.",
	}
	MultiFeed = office.Failure{
		Name: "scanning.multi-feed",
		Said: "Máy quét %s kéo hai tờ một lúc %v. Các trang đã hiện vẫn còn.",
		Next: "Hãy tách các tờ dính nhau, quét tiếp từ tờ chưa hiện.",
	}
	OutOfMemory = office.Failure{
		Name: "scanning.out-of-memory",
		Said: "Máy quét %s hết bộ nhớ %v. Các trang đã hiện vẫn còn.",
		Next: "Hãy chọn độ phân giải thấp hơn hoặc quét ít tờ hơn mỗi lần.",
	}
	Gone = office.Failure{
		Name: "scanning.gone",
		Said: "Không còn liên lạc được với máy quét %s: %s, %v. Các trang đã hiện vẫn còn.",
		Next: "Hãy xem máy quét còn bật và còn nối mạng hay cáp không, rồi quét tiếp từ tờ chưa hiện.",
	}
	NoAnswer = office.Failure{
		Name: "scanning.no-answer",
		Said: "Máy quét %s không trả lời. Đã thử: %s.",
		Next: "Hãy xem máy quét đã bật và cùng mạng với máy này chưa; in trang cấu hình mạng của máy quét để biết địa chỉ, rồi gõ địa chỉ đó.",
	}
	WebPage = office.Failure{
		Name: "scanning.web-page",
		Said: "Địa chỉ %s trả lời bằng một trang web, không phải bằng máy quét.",
		Next: "Hãy mở địa chỉ đó bằng trình duyệt: có thể máy quét đang đòi mật khẩu hoặc chức năng quét qua mạng (eSCL, AirPrint) bị tắt.",
	}
	Refused = office.Failure{
		Name: "scanning.refused",
		Said: "Máy quét %s không nhận việc này: %s.",
		Next: "Hãy chọn khổ giấy, màu hoặc độ phân giải khác, rồi quét lại.",
	}
	BadPage = office.Failure{
		Name: "scanning.bad-page",
		Said: "Máy quét %s gửi trang thứ %d bị hỏng: %s. Các trang trước đó vẫn còn.",
		Next: "Hãy quét lại từ tờ này.",
	}
	PageTwice = office.Failure{
		Name: "scanning.page-twice",
		Said: "Máy quét %s gửi lại đúng trang thứ %d sau một lần thử lại. Trang trùng không được thêm vào.",
		Next: "Hãy xem trang cuối, rồi quét tiếp từ tờ chưa hiện.",
	}
	Elsewhere = office.Failure{
		Name: "scanning.elsewhere",
		Said: "Máy quét %s chỉ sang một máy khác (%s) để lấy trang. Phần mềm không lấy giấy tờ từ máy lạ.",
		Next: "Hãy gõ lại địa chỉ của máy quét. Nếu vẫn vậy, hãy hỏi người phụ trách mạng.",
	}
	Endless = office.Failure{
		Name: "scanning.endless",
		Said: "Trang thứ %d từ máy quét %s dài quá mức một trang giấy nên bị dừng. Các trang trước đó vẫn còn.",
		Next: "Hãy tắt rồi bật lại máy quét, quét tiếp từ tờ này.",
	}
	Unclear = office.Failure{
		Name: "scanning.unclear",
		Said: "Máy quét %s ngừng %v mà không nói rõ là hết giấy: %s. Có thể còn tờ chưa quét.",
		Next: "Hãy đếm số tờ đã đưa vào và so với số trang ở đây; quét tiếp những tờ còn thiếu.",
	}
	NoProgram = office.Failure{
		Name: "scanning.no-program",
		Said: "Máy này chưa cài chương trình %s để dùng loại máy quét đó.",
		Next: "Hãy nhờ người quản trị máy cài chương trình đó, hoặc dùng máy quét qua mạng hay thư mục quét.",
	}
	NotAllowed = office.Failure{
		Name: "scanning.not-allowed",
		Said: "Tài khoản đang dùng trên máy này không được phép dùng máy quét %s.",
		Next: "Hãy nhờ người quản trị máy cho tài khoản vào nhóm dùng máy quét (“scanner”), rồi đăng nhập lại.",
	}
	NoNetwork = office.Failure{
		Name: "scanning.no-network",
		Said: "Không hỏi được máy quét ở địa chỉ %s: bản phần mềm này chưa quét qua mạng.",
		Next: "Hãy nối máy quét bằng cáp USB, hoặc cho máy quét gửi tệp vào một thư mục quét.",
	}
	NoSuchScanner = office.Failure{
		Name: "scanning.no-such-scanner",
		Said: "Không có máy quét “%s”.",
		Next: "Hãy chọn một máy trong danh sách máy quét.",
	}
)

// Came is how many pages came before something happened.
type Came int

// String says it as a part of a sentence.
func (n Came) String() string {
	if n == 0 {
		return "khi chưa có trang nào về"
	}
	return fmt.Sprintf("sau %d trang", int(n))
}

// Damaged is the failure of a page, by its number, that came and cannot be taken: why it is
// none, or what the disk says.
func Damaged(device string, number int, err error) error {
	why := "không mở được"
	f, told := office.FailureIn(err)
	switch {
	case told && !strings.HasPrefix(f.Name, "page."):
		return err
	case told:
		why = f.Said
	}
	return BadPage.About(device, number, strings.TrimSuffix(why, ".")).Because(err)
}
