package oldregister

import (
	"strings"
	"unicode"

	"tram/local/worksheet"
)

// Letters that no Vietnamese word has in Unicode, but that the bytes of TCVN3 and VNI, or of UTF-8 that was
// taken for something else, are shown as.
const (
	foreignLetters = "ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïñöøûüþÿ"
	signsOfLetters = "¡¢£¤¥¦§¨©ª«¬®¯µ¶·¸¹º»¼½¾¿×÷"
)

// strangeWord tells a word that is written in the letters of an old font or that broke: QuyÕt, ®Þnh,
// Q§-UBND, ñaát, Quy?t.
func strangeWord(w string) bool {
	signs := []rune(w)
	isLetter := func(i int) bool { return i >= 0 && i < len(signs) && unicode.IsLetter(signs[i]) }
	for i, r := range signs {
		switch {
		case strings.ContainsRune(foreignLetters, r):
			return true
		case r == '®' || r == '§':
			if isLetter(i+1) || isLetter(i-1) && r == '§' {
				return true
			}
		case r == '?' || strings.ContainsRune(signsOfLetters, r):
			if isLetter(i-1) && isLetter(i+1) {
				return true
			}
		case unicode.IsUpper(r) && r > unicode.MaxASCII && i > 0 && unicode.IsLower(signs[i-1]):
			return true // a capital with its accent in the midst of a word
		}
	}
	return false
}

// broken is the first strange word of a text where so many are that it was written in no Unicode; empty:
// it was. A foreign name among Vietnamese words is none.
func broken(text string) string {
	if at := strings.IndexRune(text, unicode.ReplacementChar); at >= 0 {
		return text
	}
	words, strange, first := strings.Fields(text), 0, ""
	for _, w := range words {
		if strangeWord(w) {
			if strange++; first == "" {
				first = w
			}
		}
	}
	const share = 4 // of which one must be strange
	if strange*share < len(words) {
		return ""
	}
	return first
}

// letters doubts a row whose words are no Unicode.
func (e *entry) letters() {
	for _, c := range e.row.Cells {
		if c.Kind != worksheet.Text {
			continue
		}
		if w := broken(c.Text); w != "" {
			e.doubt("“%s” không phải chữ Việt Unicode: chữ của phông cũ (TCVN3, VNI) hoặc đã vỡ", short(oneLine(w)))
			e.next("Hãy đổi bảng sang Unicode rồi nhập lại; tên riêng nước ngoài thì tự vào sổ văn bản ấy.")
			return
		}
	}
}
