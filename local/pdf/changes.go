package pdf

// ChangeKind says what a change to a signed file was.
type ChangeKind int

const (
	AnotherSignature ChangeKind = iota
	EvidenceAdded               // certificates, revocation lists, a time stamp of the document
	Redated                     // the day of change that the file says of itself
	Described                   // author, dates and the like
	FormFilled
	Annotated  // notes and marked words
	FieldAdded // a place for a signature, still empty
	Titled     // the title that readers show in place of the file's name
	StampShows // a time stamp of the document that shows on a page
	SignShows  // a new field of a signature that shows, in a certified file
	Structured // how a page is read out, and the order of its parts
	Coloured   // how the colours of the file are meant
	SmallCover // one note that lies on words
	Stray      // objects that nothing leads to
	Unsettled  // readers may differ on the tables that were there before
	OddLook    // the look of a signature that readers may draw each in its own way
	Beside     // a signature writes or draws beside or on what was signed
	SealOver   // a signature hides a part of the look of an earlier one
	FilledOver // what was filled in writes or draws on what the page shows
	Rerooted   // the catalog has another number, and says what it said
	DrawnOn    // notes that write or draw on the page
	Content    // what the pages show, or what nobody can tell apart from it
	Unknown    // nothing that shows, but no rule allows it
	Overlaid   // something lies over the page, and what is under it could not be looked at
)

// Change is something that came after a signature.
type Change struct {
	Kind   ChangeKind
	Field  string  // of the form, where one was signed or filled
	Said   string  // in Vietnamese
	New    bool    // the field came too
	Places []Place // where it shows
}

// Place is a part of a page, from 0, as the page is seen: left, top, right, bottom
// in points from its top left.
type Place struct {
	Page int
	Rect [4]float64
}

var changeSaid = map[ChangeKind]string{
	AnotherSignature: "Sau đó có thêm một chữ ký",
	EvidenceAdded:    "Sau đó có thêm chứng thư, danh sách thu hồi hoặc dấu thời gian để kiểm tra về sau",
	Redated:          "Sau đó ngày sửa ghi trong thông tin mô tả tệp đã đổi",
	Described:        "Sau đó thông tin mô tả tệp (tác giả, ngày sửa, phần mềm) đã đổi",
	FormFilled:       "Sau đó có người điền vào biểu mẫu",
	Annotated:        "Sau đó có người thêm ghi chú hoặc tô đậm chữ",
	FieldAdded:       "Sau đó có thêm một ô chữ ký còn trống",
	Titled:           "Sau đó tiêu đề của tệp (có thể hiện trên thanh tên cửa sổ) đã đổi",
	StampShows:       "Sau đó có thêm một dấu thời gian hiện hình hoặc chữ lên trang",
	SignShows:        "Người chứng nhận tệp không cho thêm gì mới lên trang, nhưng sau đó có thêm một ô chữ ký mới hiện ra",
	Structured:       "Sau đó cấu trúc dùng để đọc văn bản thành tiếng đã đổi",
	Coloured:         "Sau đó có thêm quy định về màu của tệp, màu trên trang có thể hiện khác đi",
	SmallCover:       "Sau đó có thêm một ghi chú nằm đè lên chữ",
	Stray:            "Sau đó có thêm dữ liệu mà không phần nào của tệp dùng đến",
	Unsettled:        "Mục lục của tệp lúc ký không đúng chuẩn, nên phần thêm vào sau đó mỗi chương trình có thể đọc một khác",
	OddLook:          "Sau đó có thêm chữ ký có hình mà mỗi chương trình có thể vẽ một khác",
	Beside:           "Sau đó chữ ký thêm hình hoặc chữ sát hay đè lên chữ đã ký, hãy xem chỗ ấy",
	SealOver:         "Sau đó có chữ ký nằm đè, che một phần hình của chữ ký trước",
	FilledOver:       "Sau đó phần điền vào biểu mẫu viết hoặc vẽ đè lên chữ, nét đã có trên trang, hãy xem chỗ ấy",
	DrawnOn:          "Sau đó có người viết hoặc vẽ thêm lên trang bằng ghi chú",
	Rerooted:         "Sau đó danh mục gốc của tệp được ghi lại dưới một số khác; từng mục của nó đã được so với lúc ký",
	Content:          "Sau đó nội dung của tệp đã bị thay đổi",
	Unknown:          "Sau đó tệp có thay đổi mà phần mềm không nhận ra là việc được phép nào",
	Overlaid:         "Sau đó có thêm phần nằm đè lên trang, chưa xem được phía dưới có gì",
}

// hiddenSaid is Content too.
const hiddenSaid = "Sau đó có phần thêm vào che mất nội dung đã ký hoặc viết, vẽ đè lên đó"

// removedSaid is Content too.
const removedSaid = "Tệp từng mang chữ ký này, nhưng sau đó chữ ký đã bị gỡ ra; những gì tệp đang hiện không còn ai ký."

// looseSaid is Content too.
const looseSaid = "Phần thêm vào sau khi ký được ghi theo cách mà mỗi chương trình có thể đọc một khác."

// goesOnSaid is Content too, the others are Unsettled: a part of the file was signed of
// which the end is not there, or not for all readers.
const (
	goesOnSaid  = "Một phần của tệp lúc ký ghi độ dài vượt quá chỗ được ký, nên phần thêm vào sau đó được đọc như một phần của nó."
	mayGoOnSaid = "Một phần của tệp ghi độ dài vượt quá cuối tệp: thêm gì vào cuối tệp cũng có thể làm trang hiện khác, hãy giữ nguyên tệp này."
	unendedSaid = "Tệp lúc ký có phần không ghi rõ nó hết ở đâu, nên phần thêm vào sau đó mỗi chương trình có thể đọc một khác."
)

// Fault is what is wrong with a signature before anybody looks into its CMS:
// one is enough to believe nothing of it.
type Fault struct {
	Name string // stable, in English
	Said string // in Vietnamese
}

var (
	NoSignature     = Fault{"no-signature", "Ô chữ ký không chứa chữ ký."}
	NotSigned       = Fault{"not-signed", "Chưa ai ký vào ô này: chỗ dành cho chữ ký còn trống."}
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
