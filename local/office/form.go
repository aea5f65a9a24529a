package office

import "strings"

// Form (hình thức) is how a conversion from paper is marked.
type Form string

// The forms of Điều 4.1: plain (a), the copies of Nghị định 30 and the
// notarised and certified copies (b), results of administrative procedures (c).
const (
	Plain     Form = "plain"
	TrueCopy  Form = "sao-y"
	CopyOf    Form = "sao-luc"
	Extract   Form = "trich-sao"
	Dossier   Form = "tthc"
	Notarised Form = "cong-chung"
	Certified Form = "chung-thuc"
)

// Forms lists them in the order in which a clerk meets them.
var Forms = []Form{Plain, TrueCopy, CopyOf, Extract, Dossier, Notarised, Certified}

var formNames = map[Form]string{
	Plain: "Số hóa thông thường", TrueCopy: "SAO Y", CopyOf: "SAO LỤC", Extract: "TRÍCH SAO",
	Dossier: "Kết quả thủ tục hành chính", Notarised: "Bản công chứng", Certified: "Bản chứng thực",
}

// Name is the Vietnamese name of the form.
func (f Form) Name() string { return formNames[f] }

// NameFor is the name of the form in one of the two directions: the plain one
// is called after what is made.
func (f Form) NameFor(d Direction) string {
	if f == Plain && d == DataToPaper {
		return "In chuyển đổi thông thường"
	}
	return f.Name()
}

// FormsOnPaper lists the forms of paper made from a data message (Điều 5.2), in
// the order in which a clerk meets them.
var FormsOnPaper = []Form{Plain, TrueCopy, CopyOf, Extract, Dossier}

// ParseForm reads a form, also as it is written on paper: “SAO Y”. Empty means
// plain.
func ParseForm(s string) (Form, error) {
	want := Form(strings.ReplaceAll(Fold(OneLine(s)), " ", "-"))
	if want == "" {
		return Plain, nil
	}
	if _, known := formNames[want]; !known {
		return "", UnknownForm.About(s)
	}
	return want, nil
}

// Marked tells whether the form carries a mark of ours. Notarised and
// certified copies carry those of their own law, and only a record here.
func (f Form) Marked() bool { return f != Notarised && f != Certified }

// IsCopy tells the three copies of Nghị định 30, Điều 25.
func (f Form) IsCopy() bool { return f == TrueCopy || f == CopyOf || f == Extract }

var copySymbols = map[Form]string{TrueCopy: "SY", CopyOf: "SL", Extract: "TrS"}

// CopySymbol is the symbol of a copy on paper: SY, SL or TrS (Nghị định 30, Phụ lục
// III), and the short name of the office where that is a usual one: SY-UBND.
func (f Form) CopySymbol(office string) string {
	symbol := copySymbols[f]
	for short, long := range map[string]string{"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"} {
		if symbol != "" && strings.HasPrefix(office, long) {
			return symbol + "-" + short
		}
	}
	return symbol
}

// Source says what the thing is that a copy is made from.
type Source string

// The sources that Nghị định 30, Điều 25 tells apart.
const (
	PaperPrincipal Source = "ban-chinh"     // bản gốc, bản chính giấy
	PaperTrueCopy  Source = "ban-sao-y"     // bản sao y giấy
	PaperOther     Source = "ban-khac"      // other paper
	ElectronicFile Source = "dien-tu"       // văn bản điện tử
	ElectronicCopy Source = "sao-y-dien-tu" // bản sao y điện tử
)

var sourceNames = map[Source]string{
	PaperPrincipal: "bản gốc hoặc bản chính giấy", PaperTrueCopy: "bản sao y giấy", PaperOther: "bản giấy khác",
	ElectronicFile: "văn bản điện tử", ElectronicCopy: "bản sao y điện tử",
}

// Name is the Vietnamese name of the source.
func (s Source) Name() string { return sourceNames[s] }

// usualSource is what a form is made from when the clerk says nothing: SAO LỤC
// is by definition a copy of a true copy.
func (f Form) usualSource() Source {
	if f == CopyOf {
		return PaperTrueCopy
	}
	return PaperPrincipal
}

// AllowPaperToData applies the matrix of Nghị định 30, Điều 25 to a digital
// copy of s, and returns s or the usual source where s is empty.
func (f Form) AllowPaperToData(s Source) (Source, error) {
	if s == "" {
		s = f.usualSource()
	}
	name, known := sourceNames[s]
	if !known {
		return "", UnknownSource.About(string(s))
	}
	var allowed bool
	switch f {
	case TrueCopy:
		allowed = s == PaperPrincipal
	case CopyOf:
		allowed = s == PaperTrueCopy
	case Extract:
		allowed = s == PaperPrincipal || s == ElectronicFile
	default:
		allowed = s != ElectronicFile && s != ElectronicCopy
	}
	if !allowed {
		return "", CopyNotAllowed.About(f.Name(), name)
	}
	return s, nil
}

// AllowDataToPaper applies the same matrix to a paper copy of a data message, and
// returns s or the usual source where s is empty. Notarised and certified copies
// are not made here.
func (f Form) AllowDataToPaper(s Source) (Source, error) {
	if s == "" {
		s = ElectronicFile
		if f == CopyOf {
			s = ElectronicCopy
		}
	}
	name, known := sourceNames[s]
	if !known {
		return "", UnknownSource.About(string(s))
	}
	var allowed bool
	switch f {
	case Plain, Dossier, Extract:
		allowed = s == ElectronicFile || s == ElectronicCopy
	case TrueCopy:
		allowed = s == ElectronicFile
	case CopyOf:
		allowed = s == ElectronicCopy
	}
	if !allowed {
		return "", CopyNotAllowed.About(f.Name(), name)
	}
	return s, nil
}
