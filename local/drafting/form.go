package drafting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tram/local/office"
)

// Form (mẫu trình bày) is one of Phụ lục III, Phần II.
type Form string

// The forms of documents. A decision that brings another document into force has one of its own.
const (
	Resolution     Form = "1.1"
	Decision       Form = "1.2"
	Promulgation   Form = "1.3"
	Titled         Form = "1.4"
	OfficialLetter Form = "1.5"
	Telegram       Form = "1.6"
	Invitation     Form = "1.7"
	Introduction   Form = "1.8"
	Record         Form = "1.9"
	Leave          Form = "1.10"
)

var formNames = map[Form]string{
	Resolution: "Mẫu 1.1 - Nghị quyết (cá biệt)", Decision: "Mẫu 1.2 - Quyết định (cá biệt) quy định trực tiếp", Promulgation: "Mẫu 1.3 - Quyết định (quy định gián tiếp)",
	Titled: "Mẫu 1.4 - Văn bản có tên loại", OfficialLetter: "Mẫu 1.5 - Công văn", Telegram: "Mẫu 1.6 - Công điện", Invitation: "Mẫu 1.7 - Giấy mời", Introduction: "Mẫu 1.8 - Giấy giới thiệu",
	Record: "Mẫu 1.9 - Biên bản", Leave: "Mẫu 1.10 - Giấy nghỉ phép",
}

// Said is how Phụ lục III calls it.
func (f Form) Said() string { return formNames[f] }

// formsOf are the forms by the code of a type. Phụ lục III has none for contracts, memoranda, agreements
// and open letters.
var formsOf = map[string]Form{
	"nghi-quyet": Resolution, "quyet-dinh": Decision, "cong-van": OfficialLetter, "cong-dien": Telegram,
	"giay-moi": Invitation, "giay-gioi-thieu": Introduction, "bien-ban": Record, "giay-nghi-phep": Leave,
	"chi-thi": Titled, "quy-che": Titled, "quy-dinh": Titled, "thong-cao": Titled, "thong-bao": Titled, "huong-dan": Titled,
	"chuong-trinh": Titled, "ke-hoach": Titled, "phuong-an": Titled, "de-an": Titled, "du-an": Titled, "bao-cao": Titled,
	"to-trinh": Titled, "giay-uy-quyen": Titled, "phieu-gui": Titled, "phieu-chuyen": Titled, "phieu-bao": Titled,
}

// FormOf is the form of a document. It fails with NoForm.
func FormOf(t office.DocumentType, subject string) (Form, error) {
	f, is := formsOf[t.Code]
	if !is {
		return "", NoForm.About(t.Name)
	}
	if verb, _ := promulgates(unnamed(t, subject)); f == Decision && verb != "" {
		return Promulgation, nil
	}
	return f, nil
}

// Asks are what the form asks for.
func (f Form) Asks() []office.DraftAsk {
	switch f {
	case Resolution, Decision, Promulgation:
		return []office.DraftAsk{office.DraftAuthority, office.DraftGrounds, office.DraftTo, office.DraftSigned}
	case Record:
		return []office.DraftAsk{office.DraftTo}
	}
	return []office.DraftAsk{office.DraftTo, office.DraftSigned}
}

// promulgates parts "Ban hành Quy chế làm việc" into its verb and what is brought into force; of
// other subjects the verb is empty.
func promulgates(subject string) (verb, what string) {
	words := strings.Fields(bare(subject))
	if len(words) < 3 {
		return "", ""
	}
	for _, v := range []string{"Ban hành", "Phê duyệt"} {
		if office.Fold(strings.Join(words[:2], " ")) == office.Fold(v) {
			return v, strings.Join(words[2:], " ")
		}
	}
	return "", ""
}

// unnamed is a subject without the name of its type, which stands above it: "Quyết định về việc A". A
// name that goes on to mean something else stays: "Báo cáo viên", "Quyết định số 5".
func unnamed(t office.DocumentType, subject string) string {
	name, words := strings.Fields(office.Fold(t.Name)), strings.Fields(subject)
	if len(name) == 0 || len(words) <= len(name) || office.Fold(strings.Join(words[:len(name)], " ")) != strings.Join(name, " ") {
		return subject
	}
	switch office.Fold(words[len(name)]) {
	case "vien", "so", "cua", "nay", "neu", "tren":
		return subject
	}
	return strings.Join(words[len(name):], " ")
}

// bare is a subject without the "Về việc" or "V/v" that a form writes itself.
func bare(subject string) string {
	words := strings.Fields(subject)
	switch {
	case len(words) > 2 && office.Fold(words[0]+" "+words[1]) == "ve viec":
		words = words[2:]
	case len(words) > 1 && strings.TrimRight(office.Fold(words[0]), ".:") == "v/v":
		words = words[1:]
	}
	return strings.TrimRight(strings.Join(words, " "), ".; ")
}

// headline is a subject as it stands below the name of a type.
func headline(subject string) string {
	words := strings.Fields(subject)
	if len(words) > 1 && strings.TrimRight(office.Fold(words[0]), ".:") == "v/v" {
		subject = "Về việc " + bare(subject)
	}
	return capital(strings.TrimRight(said(subject), ".; "))
}

// capital begins a line with a capital letter.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// What keeps a draft from being set.
var (
	NoForm = office.Failure{
		Name: "drafting.no-form",
		Said: "Nghị định 30, Phụ lục III không có mẫu cho loại “%s”.",
		Next: "Hãy soạn theo mẫu riêng của loại văn bản này, rồi kèm tệp khi trình.",
	}
	BadCapacity = office.Failure{
		Name: "drafting.bad-capacity",
		Said: "Dòng “%s” ở quyền hạn của người ký không mở đầu bằng TM., KT., Q., TL. hay TUQ.",
		Next: "Hãy ghi như TM. Ủy ban nhân dân hoặc KT. Chủ tịch, mỗi dòng một quyền hạn; chức vụ ghi ở ô riêng.",
	}
	BadOrder = office.Failure{
		Name: "drafting.bad-order",
		Said: "Dòng “%s” ở quyền hạn của người ký phải đứng trên các dòng khác.",
		Next: "Hãy ghi TM., TL. hay TUQ. ở dòng đầu, rồi mới đến KT. hay Q.",
	}
	BadPosition = office.Failure{
		Name: "drafting.bad-position",
		Said: "Chức vụ của người ký phải nằm trên một dòng.",
		Next: "Hãy ghi chức vụ ở một dòng; TM., KT., TL., TUQ. ghi ở ô quyền hạn.",
	}
	TooMuch = office.Failure{
		Name: "drafting.too-much",
		Said: "“%s” dài quá %d chữ cái hoặc quá %d dòng.",
		Next: "Hãy ghi ngắn lại; phần dài hãy viết tiếp trong bản dự thảo.",
	}
)
