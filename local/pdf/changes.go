package pdf

// ChangeKind says what a change to a signed file was.
type ChangeKind int

const (
	AnotherSignature ChangeKind = iota
	EvidenceAdded               // certificates, revocation lists, a time stamp of the document
	Described                   // title, author and the like
	FormFilled
	Annotated // notes and marked words
	Content   // what the pages show, or what nobody can tell apart from it
	Unknown   // nothing that shows, but no rule allows it
	Overlaid  // a signature lies over the page, and what is under it could not be looked at
)

// Change is something that came after a signature.
type Change struct {
	Kind  ChangeKind
	Field string // of the form, where one was signed or filled
	Said  string // in Vietnamese
}

var changeSaid = map[ChangeKind]string{
	AnotherSignature: "Sau đó có thêm một chữ ký.",
	EvidenceAdded:    "Sau đó có thêm chứng thư, danh sách thu hồi hoặc dấu thời gian để kiểm tra về sau.",
	Described:        "Sau đó thông tin mô tả tệp (tên, tác giả, ngày sửa) đã đổi.",
	FormFilled:       "Sau đó có người điền vào biểu mẫu.",
	Annotated:        "Sau đó có người thêm ghi chú hoặc tô đậm chữ.",
	Content:          "Sau đó nội dung của tệp đã bị thay đổi.",
	Unknown:          "Sau đó tệp có thay đổi không rõ là gì.",
	Overlaid:         "Sau đó có thêm một chữ ký nằm đè lên trang, chưa xem được phía dưới có gì.",
}

// hiddenSaid is Content too.
const hiddenSaid = "Sau đó có thêm một chữ ký che mất nội dung đã ký."

// Fault is what is wrong with a signature before anybody looks into its CMS:
// one is enough to believe nothing of it.
type Fault struct {
	Name string // stable, in English
	Said string // in Vietnamese
}

var (
	NoSignature     = Fault{"no-signature", "Ô chữ ký không chứa chữ ký."}
	NoPlaceOfItsOwn = Fault{"no-place", "Chữ ký không nằm ở chỗ riêng của nó trong tệp nên không biết nó bảo vệ những gì."}
	Unreadable      = Fault{"unreadable", "Chữ ký hoặc phần mà nó bảo vệ bị hỏng, không đọc được."}
	Ambiguous       = Fault{"ambiguous", "Chữ ký ghi một mục hai lần, mỗi chương trình có thể đọc một khác."}
	BadRange        = Fault{"bad-range", "Phạm vi mà chữ ký bảo vệ ghi sai."}
	StartNotCovered = Fault{"start-not-covered", "Chữ ký không bảo vệ phần đầu của tệp."}
	GapElsewhere    = Fault{"gap", "Chữ ký chừa ra một phần khác của tệp, có thể đã bị chèn nội dung."}
	NoWholeState    = Fault{"no-whole-state", "Phần được ký không phải là một bản trọn vẹn của tệp."}
	TailNotCovered  = Fault{"tail-not-covered", "Cuối tệp có phần không được ký và không đọc được là gì."}
	NotAllowed      = Fault{"not-allowed", "Sau khi ký đã có thay đổi mà người ký không cho phép."}
)
