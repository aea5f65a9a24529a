package office

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Office (cơ quan) is the office that works at this station. Its full name
// stands on every mark (Nghị định 137/2024, Điều 4.1a), so it is never
// abbreviated.
type Office struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Name    string `json:"name"`   // full name, "Ủy ban nhân dân xã …"
	Code    string `json:"code"`   // identification code, QĐ 20/2020
	System  string `json:"system"` // name of the information system
	Owner   string `json:"owner"`  // chủ quản hệ thống thông tin
	Lookup  string `json:"lookup,omitempty"`
	WithQR  bool   `json:"with_qr"` // whether new marks carry a QR code
}

// Clerk (người thực hiện) is a person who converts documents.
type Clerk struct {
	ID       ID     `json:"id"`
	Version  int64  `json:"version"`
	Name     string `json:"name"`
	Position string `json:"position,omitempty"`
	Left     bool   `json:"left,omitempty"` // no longer works here; old records keep the name
}

const (
	maxNameRunes = 200 // Nghị định 30, PL VI: OrganName String 200
	maxCodeChars = 35  // QĐ 20/2020, Điều 4
)

var codeForm = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[A-Z0-9]+)*$`)

// abbreviations that offices write for the words of a full name.
var abbreviations = map[string]string{
	"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "TTPVHCC": "Trung tâm Phục vụ hành chính công",
	"TT": "Trung tâm", "VP": "Văn phòng", "TP": "thành phố", "TX": "thị xã", "P": "phường", "X": "xã",
	"H": "huyện", "Q": "quận", "T": "tỉnh", "PVHCC": "Phục vụ hành chính công", "ĐU": "Đảng ủy",
	"UB": "Ủy ban", "MTTQ": "Mặt trận Tổ quốc", "CA": "Công an", "TYT": "Trạm y tế", "THCS": "Trung học cơ sở",
	"THPT": "Trung học phổ thông", "TH": "Tiểu học", "MN": "Mầm non", "BQL": "Ban quản lý",
}

// Validate tells the first thing that keeps the office from being set up.
func (o Office) Validate() error {
	if err := fullName(o.Name); err != nil {
		return err
	}
	if len(o.Code) > maxCodeChars || !codeForm.MatchString(o.Code) {
		return BadOfficeCode.About(o.Code)
	}
	if strings.TrimSpace(o.System) == "" {
		return NoSystemName
	}
	if strings.TrimSpace(o.Owner) == "" {
		return NoSystemOwner
	}
	return nil
}

// Validate asks for a name of at least two words.
func (c Clerk) Validate() error {
	if len(strings.Fields(c.Name)) < 2 || !onlyName(c.Name) {
		return BadClerkName.About(c.Name)
	}
	return nil
}

// fullName refuses a name that is shortened, empty or too long for the law's
// field.
func fullName(name string) error {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ',' })
	for _, w := range words {
		if long, short := abbreviations[w]; short && !lastProperName(words, w) {
			return OfficeNameShortened.About(w, long)
		}
	}
	if len(words) < 2 {
		return OfficeNameShortened.About(name, "tên đầy đủ như trên con dấu")
	}
	if utf8.RuneCountInString(name) > maxNameRunes {
		return OfficeNameTooLong.About(maxNameRunes)
	}
	return nil
}

// lastProperName tells a one-letter place ("Ủy ban nhân dân xã A") from the
// abbreviation of a rank ("Ủy ban nhân dân X. Mẫu").
func lastProperName(words []string, w string) bool {
	return utf8.RuneCountInString(w) == 1 && words[len(words)-1] == w
}

func onlyName(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !strings.ContainsRune(".'-", r) {
			return false
		}
	}
	return true
}
