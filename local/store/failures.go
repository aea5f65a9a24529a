package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"tram/local/office"
)

// What can go wrong with the records, as a clerk meets it.
var (
	Damaged = office.Failure{
		Name: "store.damaged",
		Said: "Cơ sở dữ liệu của trạm bị hỏng, không đọc được.",
		Next: "Đừng xóa tệp nào. Hãy cắm nơi để bản sao, mở lại phần mềm rồi chọn lập lại cơ sở dữ liệu; tệp hỏng được giữ riêng.",
	}
	NotOurs = office.Failure{
		Name: "store.not-ours",
		Said: "Tệp cơ sở dữ liệu này là của một chương trình khác.",
		Next: "Hãy chọn thư mục dữ liệu khác cho Trạm Công vụ. Tệp kia không bị thay đổi.",
	}
	KeyMissing = office.Failure{
		Name: "store.key-missing",
		Said: "Cơ sở dữ liệu của trạm được mã hóa, và chìa niêm phong để mở không có ở đây.",
		Next: "Hãy mở bằng đúng tài khoản đã thiết lập cơ quan, hoặc đưa chìa trở lại bằng khóa khôi phục. Không tệp nào bị thay đổi.",
	}
	KeyWrong = office.Failure{
		Name: "store.key-wrong",
		Said: "Cơ sở dữ liệu của trạm được mã hóa bằng một chìa niêm phong khác với chìa đang có.",
		Next: "Đừng thiết lập lại. Hãy dùng đúng thư mục dữ liệu của cơ quan này, hoặc đưa đúng chìa trở lại bằng khóa khôi phục. Không tệp nào bị thay đổi.",
	}
	NotVeiled = office.Failure{
		Name: "store.not-veiled",
		Said: "Chưa mã hóa được cơ sở dữ liệu của trạm. Hồ sơ vẫn còn nguyên và dùng được, nhưng ai lấy được ổ đĩa thì đọc được tệp office.db.",
		Next: "Hãy để ổ đĩa còn trống ít nhất bằng dung lượng tệp office.db, đóng mọi cửa sổ và lệnh khác của Trạm Công vụ, rồi mở lại phần mềm.",
	}
	TooNew = office.Failure{
		Name: "store.too-new",
		Said: "Dữ liệu này đã được ghi bằng một bản Trạm Công vụ mới hơn.",
		Next: "Hãy cài bản mới nhất của phần mềm rồi mở lại. Dữ liệu vẫn còn nguyên.",
	}
	NoPermission = office.Failure{
		Name: "store.no-permission",
		Said: "Không mở được cơ sở dữ liệu của trạm, hoặc tài khoản đang dùng không được phép ghi vào đó.",
		Next: "Hãy kiểm tra thư mục dữ liệu: thư mục phải có thật, và tài khoản đang dùng phải có quyền ghi vào đó. Nếu không tự sửa được, hãy báo cho người phụ trách máy.",
	}
	ReadOnly = office.Failure{
		Name: "store.read-only",
		Said: "Ổ đĩa chứa dữ liệu của trạm chỉ cho đọc nên không ghi được. Vẫn xem, tìm, kiểm chứng và xuất hồ sơ được.",
		Next: "Hãy mở khóa chống ghi của ổ đĩa, hoặc nhờ người phụ trách máy gắn lại ổ cho phép ghi, rồi mở lại phần mềm.",
	}
	NotAllowed = office.Failure{
		Name: "store.not-allowed",
		Said: "Tài khoản đang dùng trên máy không có quyền ghi vào thư mục dữ liệu của trạm. Vẫn xem, tìm, kiểm chứng và xuất hồ sơ được.",
		Next: "Hãy mở phần mềm bằng đúng tài khoản đã thiết lập, hoặc nhờ người phụ trách máy cấp quyền ghi, rồi mở lại.",
	}
	DiskFull = office.Failure{
		Name: "store.disk-full",
		Said: "Ổ đĩa đã đầy nên chưa ghi được. Những gì đã lưu trước đó vẫn còn nguyên, vẫn xem, tìm và xuất được.",
		Next: "Hãy dọn bớt tệp khác trên ổ đĩa chứa dữ liệu, rồi làm lại bước vừa rồi. Nếu vẫn báo đầy, hãy mở lại phần mềm.",
	}
	DiskFailed = office.Failure{
		Name: "store.disk-failed",
		Said: "Ổ đĩa báo lỗi khi đọc hoặc ghi cơ sở dữ liệu.",
		Next: "Hãy kiểm tra dây nối hoặc ổ đĩa, rồi làm lại. Nếu còn lỗi, hãy sao chép thư mục dữ liệu sang ổ đĩa khác và báo cho người phụ trách máy.",
	}
	LogHeld = office.Failure{
		Name: "store.log-held",
		Said: "Chưa kiểm xong được cơ sở dữ liệu vì một cửa sổ hoặc lệnh khác đang đọc nó.",
		Next: "Hãy đợi việc kia xong rồi kiểm lại.",
	}
	LogGrew = office.Failure{
		Name: "store.log-grew",
		Said: "Việc kiểm cơ sở dữ liệu nhường cho việc khác đang ghi nhiều.",
		Next: "Hãy đợi việc kia xong rồi kiểm lại.",
	}
	Busy = office.Failure{
		Name: "store.busy",
		Said: "Một cửa sổ hoặc lệnh khác đang ghi dữ liệu quá lâu nên chưa ghi được.",
		Next: "Hãy đợi việc kia xong rồi làm lại bước vừa rồi.",
	}
	NoSuchVersion = office.Failure{
		Name: "store.no-such-version",
		Said: "Mục này không có bản vừa chọn.",
		Next: "Hãy xem lại các bản của mục này rồi chọn.",
	}
	Stale = office.Failure{
		Name: "store.stale",
		Said: "Người khác vừa sửa mục này ở một cửa sổ hoặc lệnh khác, nên bản đang mở đã cũ. Phần vừa gõ chưa được lưu.",
		Next: "Hãy tải lại mục này, xem nội dung mới, rồi sửa lại nếu vẫn cần.",
	}
	WithdrawnAlready = office.Failure{
		Name: "store.withdrawn-already",
		Said: "Bản số hóa này đã được thu hồi từ trước.",
		Next: "Không cần làm gì thêm. Lý do thu hồi nằm trong hồ sơ.",
	}
	NumberTaken = office.Failure{
		Name: "store.number-taken",
		Said: "Số bản sao %d của năm %d vừa được dùng cho một bản sao khác.",
		Next: "Hãy làm lại bước vừa rồi để lấy số tiếp theo.",
	}
	FinishedForever = office.Failure{
		Name: "store.finished",
		Said: "Hồ sơ này đã hoàn thành nên không sửa được nữa.",
		Next: "Nếu nội dung sai, hãy thực hiện một lần chuyển đổi mới từ bản giấy.",
	}
	NoSuchRecord = office.Failure{
		Name: "store.no-such-record",
		Said: "Không tìm thấy mục được hỏi trong dữ liệu của trạm.",
		Next: "Hãy kiểm tra lại mã đã gõ, hoặc tìm trong danh sách hồ sơ.",
	}
	NotSetUp = office.Failure{
		Name: "store.not-set-up",
		Said: "Trạm này chưa được khai báo cơ quan.",
		Next: "Hãy khai báo tên cơ quan, mã định danh và người thực hiện trước khi chuyển đổi.",
	}
	AlreadySetUp = office.Failure{
		Name: "store.already-set-up",
		Said: "Trạm này đã được khai báo cơ quan rồi.",
		Next: "Hãy tải lại. Muốn đổi thông tin cơ quan, hãy sửa trong phần thiết lập.",
	}
	CodeTaken = office.Failure{
		Name: "store.code-taken",
		Said: "Mã tra cứu này đã dùng cho một hồ sơ khác.",
		Next: "Hãy làm lại bước vừa rồi để phần mềm cấp mã khác.",
	}
	Taken = office.Failure{
		Name: "store.taken",
		Said: "Đã có một mục như vậy.",
		Next: "Hãy mở mục đã có và sửa ở đó.",
	}
	WrongState = office.Failure{
		Name: "store.wrong-state",
		Said: "Mục này đang ở một bước khác nên chưa làm được việc vừa chọn.",
		Next: "Hãy tải lại mục này để xem nó đang ở bước nào.",
	}
	Apart = office.Failure{
		Name: "store.apart",
		Said: "Mục này có hai bản khác nhau, do hai trạm cùng sửa.",
		Next: "Hãy mở mục này, xem cả hai bản, rồi chọn bản đúng.",
	}
	OfAnotherStation = office.Failure{
		Name: "store.of-another-station",
		Said: "Mục này do một trạm khác của cơ quan lập, chỉ trạm ấy sửa được.",
		Next: "Hãy làm việc này ở trạm đã lập mục.",
	}
	SeveralOfOne = office.Failure{
		Name: "store.several-of-one",
		Said: "Có %d hồ sơ cùng mang %s, trong khi chỉ được có một.",
		Next: "Chưa dùng được hồ sơ nào trong số đó. Hãy so từng hồ sơ với giấy tờ, và báo cho người phụ trách máy.",
	}
	NoSuchDay = office.Failure{
		Name: "store.no-such-day",
		Said: "Không có ngày %s.",
		Next: "Hãy xem lại ngày rồi tìm lại. Nếu đó là số của văn bản, hãy viết “số” trước nó.",
	}
	NoSuchQuarter = office.Failure{
		Name: "store.no-such-quarter",
		Said: "Không có quý %s: một năm có bốn quý.",
		Next: "Hãy gõ quý từ 1 đến 4, ví dụ “quý 3/2026”.",
	}
	NoSuchMonth = office.Failure{
		Name: "store.no-such-month",
		Said: "Không có tháng %s.",
		Next: "Hãy gõ tháng từ 1 đến 12. Nếu trích yếu có đúng chữ ấy, hãy đặt nó trong ngoặc kép.",
	}
	DaysTurned = office.Failure{
		Name: "store.days-turned",
		Said: "Khoảng thời gian bị ngược: bắt đầu %s, kết thúc %s.",
		Next: "Hãy gõ ngày trước rồi tới ngày sau, ví dụ “từ 1/10 đến 15/10”.",
	}
	NotEmpty = office.Failure{
		Name: "store.not-empty",
		Said: "Nơi nhận dữ liệu đã có sẵn dữ liệu khác.",
		Next: "Hãy chọn một thư mục trống để dựng lại dữ liệu từ nhật ký.",
	}
	JournalBroken = office.Failure{
		Name: "store.journal-broken",
		Said: "Nhật ký bị sửa hoặc đứt ở dòng số %d nên không dựng lại dữ liệu được.",
		Next: "Hãy giữ nguyên thư mục dữ liệu, chạy kiểm tra nhật ký để xem từng lỗi, và báo cho người phụ trách máy.",
	}
)

// resultCodes tells which situation a result code of SQLite stands for: a primary one where
// there is no other of it.
var resultCodes = map[int]office.Failure{
	lib.SQLITE_CORRUPT: Damaged,
	lib.SQLITE_NOTADB:  Damaged,
	lib.SQLITE_FULL:    DiskFull,
	lib.SQLITE_IOERR:   DiskFailed,

	lib.SQLITE_IOERR_DATA: Damaged, // of a page that is not what was written last
	lib.SQLITE_BUSY:       Busy,
	lib.SQLITE_LOCKED:     Busy,
	lib.SQLITE_PERM:       NoPermission,
	lib.SQLITE_READONLY:   NoPermission,
	lib.SQLITE_CANTOPEN:   NoPermission,
}

// told adds what was being done to an error, and turns the situations of a
// disk into sentences. A Failure and the end of a context pass as they are.
func told(doing string, err error) error {
	if err == nil {
		return nil
	}
	if _, already := office.FailureIn(err); already {
		return err
	}
	cause := fmt.Errorf("%s: %w", doing, err)
	var refused *sqlite.Error
	var noFile *fs.PathError
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return cause
	case errors.Is(err, syscall.ENOSPC):
		return DiskFull.Because(cause)
	case errors.As(err, &noFile):
		return NoPermission.Because(cause)
	case errors.As(err, &refused):
		const primary = 0xff
		for _, code := range []int{refused.Code(), refused.Code() & primary} {
			if f, known := resultCodes[code]; known {
				return f.Because(cause)
			}
		}
	}
	return cause
}
