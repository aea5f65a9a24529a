package copying

import (
	"errors"
	"slices"

	"tram/local/office"
)

// What can happen to a copy. The verb is where it lies.
var (
	Gone = office.Failure{
		Name: "copying.gone",
		Said: "Không thấy nơi để bản sao “%s”.",
		Next: "Hãy cắm lại USB hay ổ đĩa, hoặc nối lại thư mục mạng, rồi thử lại.",
	}
	NotThePlace = office.Failure{
		Name: "copying.not-the-place",
		Said: "“%s” không phải là nơi để bản sao đã chọn: không thấy dấu của nơi đó.",
		Next: "Hãy xem có đúng USB, đúng ổ đĩa đang cắm không. Nếu bản sao ở đó đã bị xóa, hãy bỏ nơi đó khỏi danh sách rồi thêm lại.",
	}
	MovedTo = office.Failure{
		Name: "copying.moved-to",
		Said: "Nơi để bản sao “%s” nay ở “%s”; đã nhận ra nhờ dấu niêm phong và sao tiếp ở đó.",
		Next: "Không cần làm gì.",
	}
	Cloned = office.Failure{
		Name: "copying.cloned",
		Said: "Nơi để bản sao “%s” không còn ở đó, mà %d nơi khác cùng mang dấu của nó: %s. Chưa ghi gì lên nơi nào.",
		Next: "Một trong số đó là bản chép của nơi kia: hãy rút bớt, hoặc thêm đúng nơi cần dùng vào danh sách.",
	}
	NoCopy = office.Failure{
		Name: "copying.no-copy",
		Said: "Ở “%s” không có bản sao nào.",
		Next: "Hãy chọn đúng USB, ổ đĩa hay thư mục đã dùng để sao lưu.",
	}
	OfAnother = office.Failure{
		Name: "copying.of-another",
		Said: "Khóa vừa đưa không mở được bản sao nào ở “%s”: ở đó là bản sao của cơ quan khác, hoặc lập bằng khóa khác.",
		Next: "Hãy xem có đúng USB của cơ quan không, và dùng khóa khôi phục in sau lần đổi chìa niêm phong gần nhất.",
	}
	NotOurs = office.Failure{
		Name: "copying.not-ours",
		Said: "Bản sao ở “%s” có phần không do chìa niêm phong của cơ quan làm ra.",
		Next: "Đừng dùng bản sao này. Hãy giữ nguyên nó, báo cho người phụ trách, và dùng bản sao ở nơi khác.",
	}
	Incomplete = office.Failure{
		Name: "copying.incomplete",
		Said: "Bản sao ở “%s” thiếu hoặc hỏng phần nhật ký số %d.",
		Next: "Hãy dùng bản sao ở nơi khác. Nếu không còn nơi nào khác, hãy chọn lấy lại phần còn đọc được.",
	}
	FilesBad = office.Failure{
		Name: "copying.files-bad",
		Said: "Bản sao ở “%s” thiếu, hỏng hoặc bị đổi %d tệp; tệp đầu là “%s”.",
		Next: "Hãy dùng bản sao ở nơi khác. Nếu không còn nơi nào khác, hãy chọn lấy lại phần còn đọc được.",
	}
	Unsigned = office.Failure{
		Name: "copying.unsigned",
		Said: "Phần nói bản sao ở “%s” là của ai đã mất hoặc hỏng.",
		Next: "Hãy dùng bản sao ở nơi khác. Nếu không còn nơi nào khác, hãy chọn lấy lại phần còn đọc được.",
	}
	TooNew = office.Failure{
		Name: "copying.too-new",
		Said: "Bản sao ở “%s” do bản phần mềm mới hơn làm ra.",
		Next: "Hãy cài bản phần mềm mới rồi làm lại.",
	}
	Slow = office.Failure{
		Name: "copying.slow",
		Said: "Bản sao ở “%s” chưa theo kịp: nơi đó ghi chậm, hoặc còn nhiều tệp phải sao.",
		Next: "Hãy để máy chạy tiếp. Nếu mấy giờ sau vẫn vậy, hãy thay ổ đĩa nhanh hơn.",
	}
	NoSuchTarget = office.Failure{
		Name: "copying.no-such-target",
		Said: "“%s” không phải là nơi để bản sao của trạm này.",
		Next: "Hãy xem lại danh sách nơi để bản sao.",
	}
	NoTarget = office.Failure{
		Name: "copying.no-target",
		Said: "Trạm chưa có nơi nào để bản sao: hỏng máy là mất dữ liệu.",
		Next: "Hãy chọn một nơi để bản sao: ổ đĩa thứ hai, USB hoặc thư mục mạng.",
	}
	Lying = office.Failure{
		Name: "copying.lying",
		Said: "“%s” báo đã ghi xong, nhưng đọc lại thấy khác.",
		Next: "Đừng tin ổ đó nữa: hãy thay USB hay ổ đĩa khác làm nơi để bản sao.",
	}
	Ahead = office.Failure{
		Name: "copying.ahead",
		Said: "Bản sao ở “%s” có mục nhật ký số %d mà dữ liệu trên máy này không có, hoặc có khác.",
		Next: "Dữ liệu trên máy có thể đã quay về bản cũ. Bản sao được giữ nguyên, không ghi thêm: hãy kiểm chứng nhật ký trước.",
	}
	NoFormer = office.Failure{
		Name: "copying.no-former",
		Said: "Ở “%s” không thấy bản sao nào của trạm này lập bằng chìa cũ.",
		Next: "Không cần làm gì. Bản sao lập bằng chìa đã đổi trước khi phần mềm biết ghi nhớ thì phải xóa bằng tay.",
	}
	FormerNeeded = office.Failure{
		Name: "copying.former-needed",
		Said: "Bản sao lập bằng chìa mới ở “%s” chưa đủ hoặc có phần không đọc được, nên bản sao cũ được giữ nguyên.",
		Next: "Hãy sao cho xong, xem bản sao có phần nào hỏng không, rồi làm lại.",
	}
	FormerLast = office.Failure{
		Name: "copying.former-last",
		Said: "Kho trên máy này thiếu %d tệp, mà bản sao cũ ở “%s” có thể là nơi cuối cùng còn giữ. Bản sao cũ được giữ nguyên.",
		Next: "Hãy lấy lại các tệp đó trước, bằng tờ khóa khôi phục cũ nếu cần, rồi làm lại.",
	}
	FormerAhead = office.Failure{
		Name: "copying.former-ahead",
		Said: "Dữ liệu trên máy này có thể đã quay về bản cũ, mà bản sao cũ ở “%s” có thể là nơi cuối cùng còn phần đã mất. Bản sao cũ được giữ nguyên.",
		Next: "Hãy xem lời báo ở Cài đặt, Nơi giữ dữ liệu, và lấy lại phần đã mất hoặc ghi nhận lý do, rồi làm lại.",
	}
	FormerKept = office.Failure{
		Name: "copying.former-kept",
		Said: "“%s” không cho xóa bản sao cũ.",
		Next: "Hãy nhờ người quản trị nơi đó xóa, hoặc cho tài khoản quyền xóa rồi làm lại.",
	}
	SeveralStations = office.Failure{
		Name: "copying.several-stations",
		Said: "Ở “%s” có bản sao của %d trạm: %s.",
		Next: "Hãy chọn trạm cần lấy lại.",
	}
	NoSuchStation = office.Failure{
		Name: "copying.no-such-station",
		Said: "Ở “%s” không có bản sao của trạm đã chọn.",
		Next: "Hãy xem lại mã của trạm.",
	}
	NothingBefore = office.Failure{
		Name: "copying.nothing-before",
		Said: "Bản sao ở “%s” không có gì trước lúc đã chọn.",
		Next: "Hãy chọn một lúc muộn hơn.",
	}
)

// What can happen to a target beyond this machine. The first verb is the server.
var (
	BadAddress = office.Failure{
		Name: "copying.bad-address",
		Said: "“%s” không phải là địa chỉ của nơi để bản sao.",
		Next: "Hãy gõ như sftp://tên@máy-chủ/thư-mục, hoặc s3://mã-khóa@máy-chủ/ngăn.",
	}
	SecretInAddress = office.Failure{
		Name: "copying.secret-in-address",
		Said: "Địa chỉ của “%s” có mật khẩu ở trong: địa chỉ được ghi vào nhật ký, ai cũng đọc được.",
		Next: "Hãy bỏ mật khẩu khỏi địa chỉ; phần mềm sẽ hỏi riêng.",
	}
	NoNetwork = office.Failure{
		Name: "copying.no-network",
		Said: "Nơi để bản sao “%s” ở trên mạng, mà lần này phần mềm không dùng mạng.",
		Next: "Hãy làm lại khi cho dùng mạng.",
	}
	SecretMissing = office.Failure{
		Name: "copying.secret-missing",
		Said: "Máy này không giữ mật khẩu hay khóa để vào “%s”.",
		Next: "Hãy thêm lại nơi đó với đúng địa chỉ, và gõ mật khẩu.",
	}
	NoHost = office.Failure{
		Name: "copying.no-host",
		Said: "Không tìm thấy máy chủ “%s” trên mạng.",
		Next: "Hãy xem lại tên máy chủ, và máy này có đang nối mạng không.",
	}
	LineRefused = office.Failure{
		Name: "copying.line-refused",
		Said: "“%s” từ chối kết nối.",
		Next: "Hãy xem lại số cổng, và hỏi người quản trị máy chủ xem dịch vụ có đang chạy không.",
	}
	NoAnswer = office.Failure{
		Name: "copying.no-answer",
		Said: "“%s” không trả lời, hoặc đường truyền đứt giữa chừng.",
		Next: "Không cần làm gì nếu đây là mất mạng: có mạng lại thì sao tiếp. Nếu kéo dài, hãy hỏi người quản trị máy chủ.",
	}
	NotSuchServer = office.Failure{
		Name: "copying.not-such-server",
		Said: "“%s” có trả lời, nhưng không phải như máy chủ loại đã chọn.",
		Next: "Hãy xem lại địa chỉ, số cổng và loại nơi để bản sao.",
	}
	SignInRefused = office.Failure{
		Name: "copying.sign-in-refused",
		Said: "“%s” không nhận tên cùng mật khẩu hay khóa đã đưa.",
		Next: "Hãy thêm lại nơi đó với đúng tên và mật khẩu. Nếu vẫn vậy, hãy hỏi người quản trị máy chủ.",
	}
	KeyFileUnfit = office.Failure{
		Name: "copying.key-file-unfit",
		Said: "Không mở được tệp khóa để vào “%s”: không phải tệp khóa SSH, hoặc sai mật khẩu của tệp.",
		Next: "Hãy chọn tệp khóa riêng (không có đuôi .pub) và gõ đúng mật khẩu của tệp.",
	}
	HostUnknown = office.Failure{
		Name: "copying.host-unknown",
		Said: "Máy chủ “%s” chưa gặp lần nào. Khóa của nó là %s.",
		Next: "Hãy hỏi người quản trị máy chủ xem có đúng khóa đó không; đúng thì xác nhận, không thì đừng.",
	}
	HostChanged = office.Failure{
		Name: "copying.host-changed",
		Said: "Máy chủ “%s” đưa ra khóa %s, khác với khóa đã xác nhận. Phần mềm không gửi gì.",
		Next: "Có thể máy chủ khác đang giả làm nó: hãy hỏi người quản trị. Nếu máy chủ được cài lại, hãy thêm lại nơi đó và xác nhận khóa mới.",
	}
	Unvouched = office.Failure{
		Name: "copying.unvouched",
		Said: "Máy này không tin chứng thư của máy chủ “%s”. Phần mềm không gửi gì.",
		Next: "Hãy xem ngày giờ của máy, tên máy chủ, và hỏi người quản trị về chứng thư.",
	}
	NoRoomThere = office.Failure{
		Name: "copying.no-such-folder",
		Said: "Trên máy chủ “%s” không có thư mục hay ngăn chứa “%s”.",
		Next: "Hãy xem lại tên, hoặc nhờ người quản trị máy chủ lập ra trước.",
	}
	NoRight = office.Failure{
		Name: "copying.no-right",
		Said: "“%s” không cho tài khoản này đọc hay ghi.",
		Next: "Hãy nhờ người quản trị máy chủ cho tài khoản quyền đọc, ghi và xem danh sách ở đó.",
	}
	ClockWrong = office.Failure{
		Name: "copying.clock-wrong",
		Said: "“%s” từ chối vì đồng hồ máy này lệch với máy chủ.",
		Next: "Hãy chỉnh ngày giờ của máy cho đúng, để tự động theo mạng nếu được.",
	}
	Heedless = office.Failure{
		Name: "copying.heedless",
		Said: "Máy chủ “%s” không ngăn được hai bên ghi đè lên nhau (nó không theo If-None-Match), nên không dùng để bản sao được.",
		Next: "Hãy dùng máy chủ S3 có điều kiện đó: Amazon S3, MinIO, Ceph bản mới.",
	}
	ServerFull = office.Failure{
		Name: "copying.server-full",
		Said: "“%s” đã đầy.",
		Next: "Hãy nhờ người quản trị máy chủ cho thêm chỗ.",
	}
)

// away are the failures that a line that comes back ends by itself.
var away = []office.Failure{Gone, NoHost, LineRefused, NoAnswer, NoNetwork}

// out are the failures of a target that nobody gets to: they tell nothing of what lies there.
var out = append(slices.Clone(away), SecretMissing, NotSuchServer, SignInRefused, KeyFileUnfit, HostUnknown, HostChanged, Unvouched, NoRoomThere, NoRight, ClockWrong)

// isOut tells whether a target was not got to, whatever lies there.
func isOut(err error) bool {
	return slices.ContainsFunc(out, func(f office.Failure) bool { return errors.Is(err, f) })
}

// IsAway tells of the name of a failure whether it is only that a target is away.
func IsAway(name string) bool {
	return slices.ContainsFunc(away, func(f office.Failure) bool { return f.Name == name })
}
