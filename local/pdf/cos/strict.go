package cos

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// Readers agree on the plain forms of the format and on little else: some take
// other signs for spaces, cut long names, lose large numbers or rebuild all
// tables at what others skip. What is read strictly keeps to the forms on which
// Adobe's reader, PDFium, poppler and MuPDF are known to agree.

// ErrLoose says that some reader may read a place of a file otherwise.
var ErrLoose = errors.New("readers may differ")

// loose is an ErrLoose that says where and why.
type loose string

func (l loose) Error() string        { return string(l) }
func (l loose) Is(target error) bool { return target == ErrLoose }

const (
	mostDepthAlike = 50  // PDFium gives up at 64
	mostNameAlike  = 127 // bytes: the limit of PDF 1.7; PDFium cuts words at 256
	mostDigits     = 24
	mostGap        = 32 // bytes between two things
)

// noteSpace finds comments, and spaces that do not separate for all.
func (p *parser) noteSpace(b []byte) {
	if bytes.ContainsAny(b, "%\x00\f") {
		p.note("a comment, or a space of an odd kind")
	}
}

// noteWord finds bytes that PDFium takes for spaces, and control signs.
func (p *parser) noteWord(b []byte) {
	for _, c := range b {
		if c < '!' || c == 0x7f || c == 0x80 || c == 0xff {
			p.note("a word with odd signs")
		}
	}
}

// noteNumber finds numbers that do not fit everywhere, or are written oddly.
func (p *parser) noteNumber(w string) {
	if !p.strict {
		return
	}
	if _, err := strconv.ParseInt(w, 10, 32); err != nil && !strings.Contains(w, ".") {
		p.note("a number that some readers cannot hold")
	}
	if w[0] == '+' || len(w) > mostDigits {
		p.note("a number in an odd form")
	}
}

// noteName finds names that are cut or unfolded otherwise, and letters and
// digits that are written so that they are not seen.
func (p *parser) noteName(w string) {
	if !p.strict {
		return
	}
	if len(w) > mostNameAlike {
		p.note("a name that some readers cut")
	}
	for rest := w; ; {
		_, behind, found := strings.Cut(rest, "#")
		if !found {
			return
		}
		c, err := strconv.ParseUint(behind[:min(2, len(behind))], 16, 8)
		if err != nil || len(behind) < 2 || c == 0 || isLetter(byte(c)) {
			p.note("a name in an odd form: " + strconv.Quote(w))
		}
		rest = behind
	}
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isRegular(c byte) bool { return !IsSpace(c) && !IsDelimiter(c) }

// isGap tells whether bytes do nothing but end lines, few enough of them.
func isGap(b []byte) bool { return len(b) <= mostGap && len(bytes.Trim(b, " \r\n")) == 0 }

// line reads one end of a line.
func (p *parser) line() bool {
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if bytes.HasPrefix(p.b[p.at:], []byte(end)) {
			p.at += len(end)
			return true
		}
	}
	return false
}

// words reads exactly these bytes.
func (p *parser) words(s string) bool {
	if !bytes.HasPrefix(p.b[p.at:], []byte(s)) {
		return false
	}
	p.at += len(s)
	return true
}

// plain reads a whole number without a sign.
func (p *parser) plain() (int64, bool) {
	const most = 12
	from := p.at
	n := int64(0)
	for p.at < len(p.b) && isDigit(p.b[p.at]) && p.at-from < most {
		n = n*10 + int64(p.b[p.at]-'0')
		p.at++
	}
	return n, p.at > from && (p.at == len(p.b) || !isDigit(p.b[p.at]))
}

// gap goes over ends of lines.
func (p *parser) gap() bool {
	from := p.at
	for p.at < len(p.b) && (p.b[p.at] == ' ' || p.b[p.at] == '\r' || p.b[p.at] == '\n') {
		p.at++
	}
	return p.at-from <= mostGap
}
