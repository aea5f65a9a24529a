package office

import (
	"context"
	"net/url"
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

// Hand tells in whose name an act is done: whoever has unlocked, whatever name was chosen;
// the chosen one where nobody has an account.
type Hand func(ctx context.Context, chosen Clerk) Clerk

// Of is whose name it is. Without a hand the chosen one acts.
func (h Hand) Of(ctx context.Context, chosen Clerk) Clerk {
	if h == nil {
		return chosen
	}
	return h(ctx, chosen)
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

// Tidy is the office without the spaces that slip in while typing, its code in
// capitals.
func (o Office) Tidy() Office {
	o.Name, o.System, o.Owner, o.Lookup = OneLine(o.Name), OneLine(o.System), OneLine(o.Owner), OneLine(o.Lookup)
	o.Code = strings.ToUpper(strings.TrimSpace(o.Code))
	return o
}

// Tidy is the clerk without the spaces that slip in while typing.
func (c Clerk) Tidy() Clerk {
	c.Name, c.Position = OneLine(c.Name), OneLine(c.Position)
	return c
}

// OneLine makes one line of a text: its spaces single, what cannot be printed or seen left out.
func OneLine(s string) string { return strings.Join(strings.Fields(Legible(s)), " ") }

// Legible is a text without the signs that no eye sees and no printer prints: what Word, web pages and
// PDF leave between letters that are copied (soft hyphens, spaces of no width, marks of byte order and
// of direction). Each space and tab is a plain one; line feeds stay.
func Legible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
}

// Validate tells the first thing that keeps the office from being set up.
func (o Office) Validate() error {
	if err := fullName(o.Name); err != nil {
		return err
	}
	if strings.TrimSpace(o.Code) == "" {
		return NoOfficeCode
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
	if o.Lookup != "" && !webAddress(o.Lookup) {
		return BadLookupAddress.About(Visible(o.Lookup, maxAddressTold))
	}
	return nil
}

// maxAddressTold is how much of an address that is none is told, in characters.
const maxAddressTold = 60

// webAddress tells whether a person who types an address from paper into a browser comes
// to a page: it names a host, and no other way there than the web's.
func webAddress(typed string) bool {
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && hostForm.MatchString(u.Hostname()) && !strings.ContainsAny(typed, " \\\"<>")
}

// hostForm is the name of a host on the web: words of letters, digits and hyphens, at
// least two.
var hostForm = regexp.MustCompile(`^[\pL\pN]([\pL\pN-]*[\pL\pN])?(\.[\pL\pN]([\pL\pN-]*[\pL\pN])?)+$`)

// Validate asks for a name of at least two words, or of one like K’Brông.
func (c Clerk) Validate() error {
	if strings.TrimSpace(c.Name) == "" {
		return NoClerkName
	}
	oneWord := len(strings.Fields(c.Name)) < 2 && !strings.ContainsAny(c.Name, "'’ʼ")
	if oneWord || !onlyName(c.Name) {
		return BadClerkName.About(c.Name)
	}
	return nil
}

// fullName refuses a name that is shortened, empty or too long for the law's
// field.
func fullName(name string) error {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ',' })
	switch {
	case len(words) == 0:
		return NoOfficeName
	case utf8.RuneCountInString(name) > maxNameRunes:
		return OfficeNameTooLong.About(maxNameRunes)
	}
	for i, w := range words {
		if long, short := abbreviations[asAbbreviation(w)]; short && !lastProperName(words, w) {
			return OfficeNameShortened.About(w, long)
		}
		if noSyllable(w) || i > 0 && oneCapital(w) && oneCapital(words[i-1]) {
			return OfficeNameShortened.About(w, "hãy viết đủ chữ")
		}
	}
	if len(words) < 2 {
		return OfficeNameShortened.About(name, "tên đầy đủ như trên con dấu")
	}
	return nil
}

// asAbbreviation writes a word as the abbreviations are listed. Short ones
// count only in capitals: “th” may be part of a name.
func asAbbreviation(w string) string {
	const surely = 3
	if utf8.RuneCountInString(w) >= surely {
		return strings.ToUpper(w)
	}
	return w
}

// noSyllable tells letters without a vowel, as “KHĐT”, and letters tied by a
// sign, as “KH&ĐT”. No Vietnamese word is written so; a Roman number may be.
func noSyllable(w string) bool {
	if strings.ContainsAny(w, "&/") {
		return true
	}
	letters := 0
	for _, r := range Fold(w) {
		if strings.ContainsRune("aeiouy", r) || !unicode.IsLetter(r) {
			return false
		}
		letters++
	}
	return letters > 1 && strings.Trim(w, "XV") != ""
}

func oneCapital(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return size == len(w) && unicode.IsUpper(r)
}

// lastProperName tells a one-letter place ("Ủy ban nhân dân xã A") from the
// abbreviation of a rank ("Ủy ban nhân dân X. Mẫu").
func lastProperName(words []string, w string) bool {
	return utf8.RuneCountInString(w) == 1 && words[len(words)-1] == w
}

func onlyName(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !strings.ContainsRune(".'’ʼ-", r) {
			return false
		}
	}
	return true
}
