package office

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// DocumentType (tên loại) is a kind of document: the 29 of Nghị định 30 and
// the papers that Luật GDĐT Điều 12.1d names.
type DocumentType struct {
	Code     string `json:"code"`            // stable slug: "quyet-dinh"
	Abbrev   string `json:"abbrev"`          // "QĐ", empty where the decree gives none
	Name     string `json:"name"`            // "Quyết định"
	NeedsKey bool   `json:"needs_signature"` // the office must sign (Điều 12.1d, Điều 4.2đ)
}

// FindType looks a type up by code, abbreviation or name, in any case, and without accents where one
// alone is meant: HĐ is a contract, HD a guidance, and DA neither a project (DA) nor a scheme (ĐA) by chance.
func FindType(types []DocumentType, asked string) (DocumentType, error) {
	asked = strings.TrimSpace(otherSigns.Replace(asked))
	names := func(t DocumentType) []string { return []string{t.Code, t.Name, cmp.Or(t.Abbrev, initials(t.Name))} }
	for _, same := range []func(a, b string) bool{strings.EqualFold, func(a, b string) bool { return Fold(a) == Fold(b) }} {
		var found []DocumentType
		for _, t := range types {
			if asked != "" && slices.ContainsFunc(names(t), func(name string) bool { return same(name, asked) }) {
				found = append(found, t)
			}
		}
		if len(found) == 1 {
			return found[0], nil
		}
	}
	return DocumentType{}, UnknownType.About(asked)
}

// initials are the first letters of a name: CV, which people write for a công văn though its symbol has none.
func initials(name string) (all string) {
	for _, word := range strings.Fields(name) {
		first, _ := utf8.DecodeRuneInString(word)
		all += strings.ToUpper(string(first))
	}
	return all
}

// Secrecy (độ mật) of a document. Only Ordinary ever enters (Điều 6.1).
type Secrecy string

// The grades of the law on state secrets.
const (
	Ordinary  Secrecy = "thuong"
	Secret    Secrecy = "mat"
	TopSecret Secrecy = "toi-mat"
	Absolute  Secrecy = "tuyet-mat"
)

var secrecyNames = map[Secrecy]string{Ordinary: "Thường", Secret: "Mật", TopSecret: "Tối mật", Absolute: "Tuyệt mật"}

// Name is how the grade is written on paper.
func (s Secrecy) Name() string { return secrecyNames[s] }

// Secret tells a grade that may not come in. Empty is none: nobody has told it yet.
func (s Secrecy) Secret() bool { return s != "" && s != Ordinary }

// ParseSecrecy reads a grade; empty is none, for nobody has told it.
func ParseSecrecy(s string) (Secrecy, error) {
	want := strings.ReplaceAll(Fold(strings.TrimSpace(s)), " ", "-")
	if _, known := secrecyNames[Secrecy(want)]; !known && want != "" {
		return "", UnknownSecrecy.About(s)
	}
	return Secrecy(want), nil
}

// SymbolNames is the type that a symbol names first, as in QĐ-UBND or QĐ/ĐU; false: none, as of a letter
// (công văn), whose symbol begins with who issues it.
func SymbolNames(types []DocumentType, symbol string) (DocumentType, bool) {
	first := symbol
	if i := strings.IndexAny(symbol, "-/."); i >= 0 {
		first = symbol[:i]
	}
	first = strings.TrimSpace(otherSigns.Replace(first))
	for _, same := range []func(a, b string) bool{strings.EqualFold, func(a, b string) bool { return Fold(a) == Fold(b) }} {
		var found []DocumentType
		for _, t := range types {
			if t.Abbrev != "" && same(t.Abbrev, first) {
				found = append(found, t)
			}
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	return DocumentType{}, false
}

// Document (văn bản) is what the clerk says of the paper. Number and symbol
// are two fields and never one (Nghị định 30, PL VI).
type Document struct {
	Type    string  `json:"type"` // code of a DocumentType
	Number  string  `json:"number,omitempty"`
	Symbol  string  `json:"symbol,omitempty"`
	Subject string  `json:"subject,omitempty"`
	Issuer  string  `json:"issuer,omitempty"`
	Issued  string  `json:"issued,omitempty"` // yyyy-mm-dd
	Secrecy Secrecy `json:"secrecy"`
	Dossier string  `json:"dossier,omitempty"` // mã hồ sơ of a TTHC result (Điều 4.1c)
}

// Numbered writes số and ký hiệu as they stand on paper: 15/QĐ-UBND.
func Numbered(number, symbol string) string {
	if number == "" || symbol == "" {
		return number + symbol
	}
	return number + "/" + symbol
}

// Lengths of the fields of Nghị định 30, Phụ lục VI, in characters.
const (
	maxNumber  = 11
	maxSymbol  = 30
	maxSubject = 500
	maxIssuer  = 200
	maxDossier = 50
)

// Tidy is the document without line breaks, signs that no printer prints, and
// the spaces that slip in while typing: each field is one line, and number and symbol are in theirs.
func (d Document) Tidy() Document {
	for _, field := range []*string{&d.Number, &d.Symbol, &d.Subject, &d.Issuer, &d.Dossier} {
		*field = OneLine(*field)
	}
	return d.numbered()
}

// Validate refuses a secret document first, then fields that the law's
// registers could not hold.
func (d Document) Validate() error {
	if d.Secrecy.Secret() {
		return SecretAtTheDoor.About(d.Secrecy.Name())
	}
	for _, f := range []struct {
		name, value string
		most        int
	}{
		{"Số", d.Number, maxNumber}, {"Ký hiệu", d.Symbol, maxSymbol}, {"Trích yếu", d.Subject, maxSubject},
		{"Cơ quan ban hành", d.Issuer, maxIssuer}, {"Mã hồ sơ", d.Dossier, maxDossier},
	} {
		if utf8.RuneCountInString(f.value) > f.most {
			return FieldTooLong.About(f.name, f.most)
		}
	}
	if d.Issued != "" {
		if _, err := time.Parse(time.DateOnly, d.Issued); err != nil {
			return BadDate.About(d.Issued)
		}
	}
	return nil
}

// ParseDate reads a day as clerks write it (23/11/2026) or as machines do, and
// returns yyyy-mm-dd. Empty stays empty.
func ParseDate(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	for _, form := range []string{time.DateOnly, "2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	return "", BadDate.About(s)
}

// DecodeTypes reads the list of document types that the program carries.
func DecodeTypes(list []byte) ([]DocumentType, error) {
	var types []DocumentType
	err := json.Unmarshal(list, &types)
	return types, err
}

// Ahead is a reservation where a document bears a day after the one of its conversion:
// nobody is kept from it, for the record says what stands on the paper, and a paper may bear
// a later day; the clerk is asked to look again, for a slip of the hand is likelier. False:
// there is nothing to say.
func (d Document) Ahead(at time.Time) (Condition, bool) {
	k := Condition{Point: "Ngày văn bản", Asks: "Ngày của văn bản không ở sau hôm nay", Part: PartIssued}
	day, err := time.ParseInLocation(time.DateOnly, d.Issued, VietNam)
	if err != nil || !day.After(at) {
		return k, false
	}
	return k.Owe(fmt.Sprintf("Ngày đã gõ là %s, hôm nay là %s.", day.Format("02/01/2006"), at.In(VietNam).Format("02/01/2006")),
		"Hãy so với ngày ghi trên văn bản: gõ nhầm thì sửa, đúng như vậy thì cứ làm tiếp."), true
}
