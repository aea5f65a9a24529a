package look

import (
	"errors"
	"time"
	"unicode/utf8"

	"tram/local/mark"
	"tram/local/office"
)

// The words that Nghị định 30/2020, Phụ lục I gives a signature that shows no
// image: upright, black, 10 points, in Times metrics. The decree fixes what is
// told and the form of the time, not the string.
const (
	wordsSizePt  = 10
	mostRunes    = 400 // of a line
	signedAtWord = "Thời gian ký: "
)

// CopyLines are the words on an electronic copy: the form of copy, the full
// name of the office that copies, and the time of signing.
func CopyLines(form office.Form, officeName string, at time.Time) ([]string, error) {
	if !form.IsCopy() {
		return nil, NotACopy.About(form.Name())
	}
	return lines(at, fact{"hình thức sao", form.Name()}, fact{"tên đầy đủ của cơ quan", officeName})
}

// AnnexLines are the words on an annex in a file of its own: number and symbol
// of the main document, and the time of signing.
func AnnexLines(number, symbol string, at time.Time) ([]string, error) {
	if number == "" || symbol == "" {
		return nil, EmptyFact.About("số và ký hiệu văn bản")
	}
	return lines(at, fact{"số và ký hiệu văn bản", office.Numbered(number, symbol)})
}

// fact is one thing that is told, with its name for people.
type fact struct{ name, value string }

// lines puts the time of signing below what comes first.
func lines(at time.Time, facts ...fact) (all []string, err error) {
	if at.IsZero() {
		return nil, EmptyFact.About("thời gian ký")
	}
	for _, f := range facts {
		line := mark.Tidy(f.value)
		if line == "" {
			return nil, EmptyFact.About(f.name)
		}
		all = append(all, line)
	}
	return append(all, signedAtWord+office.ISO(at)), nil
}

// shapes sets lines in every way that a corner of a page may have room for.
func shapes(lines []string) ([]mark.Layout, error) {
	if len(lines) == 0 {
		return nil, EmptyFact.About("nội dung")
	}
	for _, line := range lines {
		if utf8.RuneCountInString(line) > mostRunes {
			return nil, LineTooLong
		}
		if r, none := mark.Missing(line); none {
			return nil, NoGlyph.About(string(r), r)
		}
	}
	all, err := mark.Layouts(office.TrueCopy, lines, wordsSizePt, "")
	if errors.Is(err, mark.TooMuch) {
		return nil, LineTooLong.Because(err)
	}
	return all, err
}
