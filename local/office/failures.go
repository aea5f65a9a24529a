package office

// What can be wrong with what a clerk typed.
var (
	NoOfficeName = Failure{
		Name: "office.no-name",
		Said: "Chưa có tên cơ quan.",
		Next: "Hãy gõ tên đầy đủ như trên con dấu, ví dụ “Ủy ban nhân dân xã Mẫu Sơn”.",
	}
	OfficeNameShortened = Failure{
		Name: "office.name-shortened",
		Said: "Tên cơ quan có phần viết tắt “%s” (%s).",
		Next: "Nghị định 137/2024 đòi tên đầy đủ trên ký hiệu riêng. Hãy gõ tên đầy đủ như trên con dấu, ví dụ “Ủy ban nhân dân xã Mẫu Sơn”.",
	}
	OfficeNameTooLong = Failure{
		Name: "office.name-too-long",
		Said: "Tên cơ quan dài hơn %d ký tự.",
		Next: "Hãy gõ lại tên cơ quan đúng như trên con dấu.",
	}
	BadOfficeCode = Failure{
		Name: "office.bad-code",
		Said: "Mã định danh “%s” không theo mẫu của Quyết định 20/2020/QĐ-TTg.",
		Next: "Mã đúng gồm một chữ cái, hai chữ số, rồi các nhóm cách nhau bằng dấu chấm, không quá 35 ký tự, ví dụ H49.10.02. Hãy hỏi văn phòng cấp tỉnh nếu chưa có mã.",
	}
	NoOfficeCode = Failure{
		Name: "office.no-code",
		Said: "Chưa có mã định danh điện tử.",
		Next: "Hãy gõ mã theo Quyết định 20/2020/QĐ-TTg, ví dụ H49.10.02. Chưa có mã thì hỏi văn phòng cấp tỉnh.",
	}
	BadLookupAddress = Failure{
		Name: "office.bad-lookup-address",
		Said: "“%s” không phải địa chỉ trang web. Địa chỉ này đứng trên ký hiệu riêng của mọi văn bản.",
		Next: "Hãy gõ như trên trình duyệt, ví dụ https://tracuu.example.vn, hoặc để trống nếu cơ quan chưa có trang tra cứu.",
	}
	NoSystemName = Failure{
		Name: "office.no-system-name",
		Said: "Chưa có tên hệ thống thông tin.",
		Next: "Hãy gõ tên hệ thống dùng để chuyển đổi, ví dụ “Trạm Công vụ xã Mẫu Sơn”.",
	}
	NoSystemOwner = Failure{
		Name: "office.no-system-owner",
		Said: "Chưa có tên chủ quản hệ thống thông tin.",
		Next: "Hãy gõ tên đầy đủ của cơ quan chủ quản. Với hệ thống của cấp xã, thường là Ủy ban nhân dân tỉnh.",
	}
	NoClerkName = Failure{
		Name: "office.no-clerk-name",
		Said: "Chưa có họ tên.",
		Next: "Hãy gõ cả họ và tên của người thực hiện, ví dụ “Nguyễn Văn Mẫu”.",
	}
	BadClerkName = Failure{
		Name: "office.bad-clerk-name",
		Said: "Họ tên “%s” chưa đầy đủ hoặc có ký tự lạ.",
		Next: "Hãy gõ cả họ và tên của người thực hiện, ví dụ “Nguyễn Văn Mẫu”.",
	}
	UnknownType = Failure{
		Name: "office.unknown-type",
		Said: "Không có loại văn bản “%s”.",
		Next: "Hãy chọn một loại trong danh sách (lệnh “tramctl types” in ra danh sách đó).",
	}
	UnknownForm = Failure{
		Name: "office.unknown-form",
		Said: "Không có hình thức chuyển đổi “%s”.",
		Next: "Hãy chọn một trong: plain, sao-y, sao-luc, trich-sao, tthc, cong-chung, chung-thuc.",
	}
	UnknownRole = Failure{
		Name: "office.unknown-role",
		Said: "Không có vai ký “%s”.",
		Next: "Hãy chọn office (chữ ký của cơ quan) hoặc person (chữ ký của người có thẩm quyền).",
	}
	UnknownPost = Failure{
		Name: "office.unknown-post",
		Said: "Không có vai trò “%s”.",
		Next: "Hãy chọn một trong: clerk (văn thư), officer (công chức), leader (lãnh đạo), admin (quản trị), inspector (thanh tra).",
	}
	UnknownRight = Failure{
		Name: "office.unknown-right",
		Said: "Không có quyền “%s”.",
		Next: "Hãy chọn trong: read, convert, sign, withdraw, keep, run, admit, audit, review.",
	}
	UnknownLook = Failure{
		Name: "office.unknown-look",
		Said: "Không có kiểu hiển thị chữ ký “%s”.",
		Next: "Hãy chọn một trong: hidden, on-mark, copy, annex, person, seal.",
	}
	UnknownSource = Failure{
		Name: "office.unknown-source",
		Said: "Không có nguồn bản sao “%s”.",
		Next: "Hãy chọn một trong: ban-chinh, ban-sao-y, ban-khac, dien-tu.",
	}
	CopyNotAllowed = Failure{
		Name: "office.copy-not-allowed",
		Said: "Không được làm “%s” từ %s (Nghị định 30/2020, Điều 25).",
		Next: "Hãy chọn lại hình thức sao, hoặc chọn đúng văn bản nguồn: sao y từ bản gốc hay bản chính giấy; sao lục từ bản sao y.",
	}
	SecretAtTheDoor = Failure{
		Name: "office.secret",
		Said: "Văn bản có độ mật “%s” không được đưa vào phần mềm này. Không tệp nào được lưu.",
		Next: "Hãy xử lý văn bản theo quy định bảo vệ bí mật nhà nước, trên máy riêng không nối mạng. Phần mềm chỉ ghi một dòng vào sổ.",
	}
	SecretWiped = Failure{
		Name: "office.secret-wiped",
		Said: "Văn bản có độ mật “%s” không được để trong phần mềm này: đã xóa %s và chữ đã gõ.",
		Next: "Hãy xử lý văn bản theo quy định bảo vệ bí mật nhà nước, trên máy riêng không nối mạng. Sổ từ chối chỉ giữ lại một dòng.",
	}
	SecretNotWiped = Failure{
		Name: "office.secret-not-wiped",
		Said: "Văn bản có độ mật “%s” không được để trong phần mềm này, nhưng chưa xóa được hết những gì đã đưa vào.",
		Next: "Hãy mở lại chương trình: phần còn lại được xóa lúc mở. Nếu vẫn báo, hãy gọi người quản trị máy. Văn bản thì xử lý trên máy riêng không nối mạng.",
	}
	SecretHeld = Failure{
		Name: "office.secret-held",
		Said: "Văn bản có độ mật “%s” không được để trong phần mềm này. Việc từ chối đã ghi, nhưng chưa xóa được các trang: %s",
		Next: "Hãy đóng chỗ đang mở ấy, rồi mở lại chương trình: các trang được xóa lúc mở. Văn bản thì xử lý trên máy riêng không nối mạng.",
	}
	SecretNotRefused = Failure{
		Name: "office.secret-not-refused",
		Said: "Văn bản có độ mật “%s” không được để trong phần mềm này, nhưng chưa ghi được việc từ chối nên chưa xóa gì: bản nháp vẫn còn.",
		Next: "Hãy xem ổ đĩa còn chỗ trống không, rồi chọn lại độ mật ngay. Văn bản thì xử lý trên máy riêng không nối mạng.",
	}
	UnknownSecrecy = Failure{
		Name: "office.unknown-secrecy",
		Said: "Không có độ mật “%s”.",
		Next: "Hãy chọn một trong: thuong, mat, toi-mat, tuyet-mat.",
	}
	BadDate = Failure{
		Name: "office.bad-date",
		Said: "Không đọc được ngày “%s”.",
		Next: "Hãy gõ ngày theo mẫu 23/11/2026 hoặc 2026-11-23.",
	}
	FieldTooLong = Failure{
		Name: "office.field-too-long",
		Said: "Ô “%s” dài hơn %d ký tự.",
		Next: "Hãy rút ngắn nội dung của ô này.",
	}
	BadLookupCode = Failure{
		Name: "office.bad-lookup-code",
		Said: "Mã tra cứu “%s” gõ sai.",
		Next: "Mã gồm 12 chữ và số, ví dụ 7K4M-Q2XN-9RT2, không có các chữ B, I, L, O, U và các số 0, 1. Hãy gõ lại theo bản giấy.",
	}
)

// What can be wrong with the time that a mark would carry for ever.
var (
	ClockNeverSet = Failure{
		Name: "office.clock-never-set",
		Said: "Đồng hồ của máy chỉ ngày %s, tức là chưa được đặt giờ, nên chưa làm được: giờ này sẽ nằm mãi trong hồ sơ.",
		Next: "Hãy đặt lại ngày giờ của máy (nếu máy hay mất giờ thì thay pin CMOS), rồi làm lại.",
	}
	ClockBefore = Failure{
		Name: "office.clock-before",
		Said: "Giờ của máy (%s) sớm hơn lúc làm hồ sơ này (%s), nên chưa ký hay thu hồi được.",
		Next: "Hãy đặt lại ngày giờ của máy rồi làm lại. Nếu giờ máy đúng mà hồ sơ mang giờ sai, hãy thu hồi hồ sơ và gõ lý do giờ máy đúng.",
	}
	DayAhead = Failure{
		Name: "office.day-ahead",
		Said: "Ngày văn bản đã gõ là %s, còn hôm nay là %s.",
		Next: "Hãy so với ngày ghi trên văn bản: gõ nhầm thì sửa, đúng như vậy thì vẫn vào sổ.",
	}
	DayLongAgo = Failure{
		Name: "office.day-long-ago",
		Said: "Ngày văn bản đã gõ là %s, trước năm 1945.",
		Next: "Hãy so với ngày ghi trên văn bản: gõ nhầm thì sửa, đúng như vậy thì vẫn vào sổ.",
	}
	DayOtherYear = Failure{
		Name: "office.day-other-year",
		Said: "Ngày văn bản đã gõ là %s, còn số được cấp là số của năm %d.",
		Next: "Văn bản của năm nào thì mang số của năm ấy: gõ nhầm thì sửa; là văn bản cũ thì nhập theo sổ cũ; đúng như vậy thì vẫn vào sổ.",
	}
	ClockDoubted = Failure{
		Name: "office.clock-doubted",
		Said: "Ngày giờ của máy có vẻ không đúng: %s.",
		Next: "Hãy xem lại ngày giờ của máy. Nếu giờ đúng, hãy gõ lý do rồi làm tiếp; lý do được ghi vào nhật ký.",
	}
	FilesMissing = Failure{
		Name: "office.files-missing",
		Said: "Trong kho không còn %d tệp mà hồ sơ cần.",
		Next: "Hãy khôi phục thư mục vault từ bản sao lưu gần nhất. Đừng xóa hồ sơ: hồ sơ giữ mã băm để nhận lại đúng tệp.",
	}
	FilesUnread = Failure{
		Name: "office.files-unread",
		Said: "Trong kho có %d tệp mà hồ sơ cần chưa đọc được.",
		Next: "Hãy mở phần mềm bằng đúng tài khoản đã thiết lập, đóng chương trình đang giữ tệp, rồi xem lại; vẫn không được thì nhờ người phụ trách máy xem quyền đọc và ổ đĩa.",
	}
)
