package heading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tram/local/office"
)

// How sure a machine must be, by its own word for its least sure word, of what it read off a
// picture; letters that were typed into the file are never doubted. Of words that it read rightly
// it is mostly surer than 0.95, on clean pages and on worn ones; of an accent that it took for
// another, up to 0.92.
const (
	borneOut = 0.85 // of what is one of few, or stands on the page once more
	alone    = 0.93 // of what nothing else tells
)

// likeDigits are letters that a machine reads for digits, however sure it is.
const likeDigits = "OoIlSsBZz"

// isBorneOut tells that each word of a name is one of those of which names of offices are made, or
// stands on the page once more, with the same accents: a machine that is sure of Mãu Sơn has
// read the name of another place.
func (r *reader) isBorneOut(name string, where []line) bool {
	elsewhere := map[string]bool{}
	for _, l := range r.lines {
		here := false
		for _, w := range where {
			here = here || w.seen == l.seen
		}
		if here {
			continue
		}
		for _, w := range wordsOf(l.Text) {
			elsewhere[w] = true
		}
	}
	for _, each := range r.known {
		for _, w := range wordsOf(each) {
			elsewhere[w] = true
		}
	}
	for _, w := range wordsOf(name) {
		if !elsewhere[w] && !usual[w] {
			return false
		}
	}
	return true
}

// isContradicted tells that a name of two words within a text stands on the page once more, with
// other accents.
func (r *reader) isContradicted(text string) bool {
	names := map[string]string{} // by their letters without accents
	for _, pair := range namesIn(text) {
		names[office.Fold(pair)] = toneLast(pair)
	}
	return slices.ContainsFunc(r.lines, func(l line) bool {
		return slices.ContainsFunc(namesIn(l.Text), func(pair string) bool {
			as, is := names[office.Fold(pair)]
			return is && as != toneLast(pair)
		})
	})
}

// namesIn are words one behind the other that both begin with a capital.
func namesIn(text string) (pairs []string) {
	words := strings.Fields(text)
	for i := 1; i < len(words); i++ {
		if isCapital(words[i-1]) && isCapital(words[i]) {
			pairs = append(pairs, tidy(words[i-1]+" "+words[i]))
		}
	}
	return pairs
}

// isCapital tells that a word begins with a capital.
func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// wordsOf are the words of a text in small letters.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// usual are words of which names of offices are made.
var usual = func() map[string]bool {
	all := map[string]bool{}
	for _, s := range [][]string{nouns, places, bodies} {
		for _, each := range s {
			for _, w := range wordsOf(each) {
				all[w] = true
			}
		}
	}
	return all
}()

// surnames are the family names of nearly all.
var surnames = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm phùng mai tô hà tạ cao lưu lương
		châu chu thái tống triệu từ tăng quách nông bế lò vàng giàng thào sùng hoa đàm đồng kiều khổng lã lại la lộc lục lường ma mạc mã nghiêm ninh ông quan quàng sầm thạch thân thẩm tòng
		vi viên văn đậu điêu chử cù cầm hạ hứa khúc kim liêu mẫn mạch nhữ phó tiêu tôn trang ứng ưng y h`) {
		all[name] = true
	}
	return all
}()

// near tells that at most so many letters part two lines without accents.
func near(a, b string, most int) bool {
	x, y := []rune(office.Fold(a)), []rune(office.Fold(b))
	return len(x)-len(y) <= most && len(y)-len(x) <= most && apart(x, y) <= most
}

// apart is how many letters part two texts.
func apart(x, y []rune) int {
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range x {
		before := row[0]
		row[0] = i + 1
		for j, d := range y {
			cost := before
			if c != d {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, before+1, row[j]+1)
		}
	}
	return row[len(y)]
}
