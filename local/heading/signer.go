package heading

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"tram/local/office"
)

// At the foot, on the right, stands in capitals for whom and as what somebody signs, and some
// centimetres below it, past the signature and the seal, the name (Nghị định 30, Phụ lục I,
// mục II.7).

const (
	nameFrom  = 8.0  // mm below the post, at least
	nameTo    = 60.0 // and at most
	nameAside = 22.0 // mm of its middle from that of the post
)

var (
	ranks = regexp.MustCompile(`^(?:(?:\p{Lu}[\p{L}]*\.|(?:\p{Lu}{2,}|ThS|Ths)[.:]?\s|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy)\s*)+`)
)

// posts are what people sign as.
var posts = []string{"CHỦ TỊCH", "Q. CHỦ TỊCH", "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG",
	"HIỆU TRƯỞNG", "TRƯỞNG BAN", "CHỈ HUY TRƯỞNG", "TRƯỞNG CÔNG AN", "THỦ TƯỚNG", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "CỤC TRƯỞNG",
	"CHI CỤC TRƯỞNG", "CHÁNH THANH TRA", "TRẠM TRƯỞNG", "HẠT TRƯỞNG", "BÍ THƯ", "CHỦ TỌA", "CHỦ TRÌ", "TỔ TRƯỞNG", "TRƯỞNG THÔN", "VIỆN TRƯỞNG", "CHÁNH ÁN", "VỤ TRƯỞNG",
	"ĐỘI TRƯỞNG", "KẾ TOÁN TRƯỞNG", "TRƯỞNG ĐOÀN", "TRƯỞNG TRẠM", "THỦ TRƯỞNG ĐƠN VỊ"}

// postOf is the post that a line names, its accents as they are; "": it names none. More may
// stand behind it: TRƯỞNG CÔNG AN XÃ.
func postOf(text string) string {
	text = tidy(text)
	folded := office.Fold(text)
	for _, p := range posts {
		if folded == office.Fold(p) {
			return p
		}
	}
	if rest, is := cutFolded(text, "PHÓ "); is && postOf(rest) != "" {
		return "PHÓ " + postOf(rest)
	}
	for _, p := range posts {
		if rest, is := cutFolded(text, p+" "); is && capitals(text) {
			return p + " " + rest
		}
	}
	return ""
}

// signed finds who signed, on the page that lies at a place among those of the document. Where
// two sign beside each other, the one on the right is who presides.
func (r *reader) signed(h *office.Heading, at int) {
	for i := len(r.lines) - 1; i >= 0; i-- {
		post := r.lines[i]
		if post.mid() < r.page.W*0.5 || !mostlyCapitals(post.Text) || postOf(post.Text) == "" {
			continue
		}
		name, found := r.nameBelow(i)
		if !found {
			continue
		}
		h.Post, h.Signer = postOf(strings.ToUpper(post.Text)), nameOf(name.Text)
		h.Doubts.Post, h.Seen.Post = r.from(borneOut, h.Post, post)
		h.Doubts.Signer, h.Seen.Signer = r.from(alone, h.Signer, name)
		family, _, _ := strings.Cut(strings.ToLower(h.Signer), " ")
		h.Doubts.Signer = h.Doubts.Signer || name.Read && !surnames[family]
		h.Seen.Post.Page, h.Seen.Signer.Page = at, at
		return
	}
}

// nameBelow is the first line below a post that reads as a name.
func (r *reader) nameBelow(i int) (name line, found bool) {
	post := r.lines[i]
	for _, l := range r.lines[i+1:] {
		down, aside := l.Box[1]-post.Box[3], l.mid()-post.mid()
		if down >= nameFrom && down <= nameTo && max(aside, -aside) <= nameAside && nameOf(l.Text) != "" {
			return l, true
		}
	}
	return name, false
}

// nameOf is a name of two to six words without a rank before it, each with a capital; "": it is
// none. What a pen or a seal left before and behind it is left out.
func nameOf(text string) string {
	text = ranks.ReplaceAllString(tidy(text), "")
	words := strings.Fields(text)
	isName := func(w string) bool {
		letters := []rune(w)
		return unicode.IsUpper(letters[0]) && !slices.ContainsFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) }) &&
			!slices.ContainsFunc(letters[1:], unicode.IsUpper)
	}
	for len(words) > 0 && len([]rune(words[0])) < 2 {
		words = words[1:]
	}
	for len(words) > 0 && !isName(words[len(words)-1]) && len([]rune(words[len(words)-1])) < 3 {
		words = words[:len(words)-1]
	}
	if len(words) < 2 || len(words) > 6 || slices.ContainsFunc(words, func(w string) bool { return !isName(w) }) {
		return ""
	}
	return strings.Join(words, " ")
}
