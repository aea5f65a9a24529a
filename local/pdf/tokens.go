package pdf

import (
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"tram/local/pdf/cos"
)

// tokens reads the content stream of any PDF: looser than scanner, which knows
// only what we write ourselves. Dictionaries come apart into their tokens,
// since no operator that matters here looks into one.
type tokens struct {
	b  []byte
	at int
}

var (
	errTokensEnd   = errors.New("the content ends")
	errUnfinished  = errors.New("the content ends inside a value")
	errNestedArray = errors.New("arrays nest too deep")
)

func (t *tokens) skip() { t.at = cos.Skip(t.b, t.at) }

// next gives a float64, name, text16, array or keyword; errTokensEnd when there
// is no more.
func (t *tokens) next(depth int) (any, error) {
	t.skip()
	if t.at >= len(t.b) {
		return nil, errTokensEnd
	}
	c := t.b[t.at]
	switch {
	case c == '/':
		t.at++
		return name(t.word()), nil
	case c == '(':
		return t.literal()
	case c == '<' && t.at+1 < len(t.b) && t.b[t.at+1] != '<':
		return t.hex()
	case c == '[':
		t.at++
		return t.array(depth)
	case c == '<' || c == '>':
		t.at = min(t.at+2, len(t.b))
		return keyword([]byte{c, c}), nil
	case cos.IsDelimiter(c):
		t.at++
		return keyword([]byte{c}), nil
	}
	w := t.word()
	if f, err := strconv.ParseFloat(w, 64); err == nil && strings.Trim(w, "+-.0123456789") == "" {
		return f, nil
	}
	return keyword(w), nil
}

func (t *tokens) word() string {
	from := t.at
	for t.at < len(t.b) && !cos.IsSpace(t.b[t.at]) && !cos.IsDelimiter(t.b[t.at]) {
		t.at++
	}
	return string(t.b[from:t.at])
}

// literal reads "(…)": nested brackets count, a backslash guards what follows.
// The bytes between stay as written; only whether there are any matters.
func (t *tokens) literal() (any, error) {
	from, open := t.at+1, 0
	for ; t.at < len(t.b); t.at++ {
		switch t.b[t.at] {
		case '\\':
			t.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				t.at++
				return text16(t.b[from : t.at-1]), nil
			}
		}
	}
	return nil, errUnfinished
}

func (t *tokens) hex() (any, error) {
	var digits []byte
	for t.at++; t.at < len(t.b); t.at++ {
		switch c := t.b[t.at]; {
		case c == '>':
			t.at++
			if len(digits)%2 == 1 {
				digits = append(digits, '0')
			}
			b := make([]byte, len(digits)/2)
			if _, err := hex.Decode(b, digits); err != nil {
				return nil, err
			}
			return text16(b), nil
		case !cos.IsSpace(c):
			digits = append(digits, c)
		}
	}
	return nil, errUnfinished
}

func (t *tokens) array(depth int) (any, error) {
	if depth >= maxDepth {
		return nil, errNestedArray
	}
	a := array{}
	for {
		v, err := t.next(depth + 1)
		if errors.Is(err, errTokensEnd) {
			return nil, errUnfinished
		}
		if err != nil {
			return nil, err
		}
		if v == keyword("]") {
			return a, nil
		}
		a = append(a, v)
	}
}

// skipInlineImage goes behind the EI of an inline image, standing behind its
// BI.
func (t *tokens) skipInlineImage() error {
	for ; t.at+3 < len(t.b); t.at++ {
		p := t.b[t.at : t.at+4]
		if cos.IsSpace(p[0]) && p[1] == 'E' && p[2] == 'I' && (cos.IsSpace(p[3]) || p[3] == 'Q') {
			t.at += 3
			return nil
		}
	}
	t.at = len(t.b)
	return nil
}
