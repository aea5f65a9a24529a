package papercode

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// Statement says whose key a station's key is. Its Bytes are what the office's
// signing certificate signs, so that other offices believe it.
type Statement struct {
	Office  string    // full name, as on the seal
	Code    string    // identification code of the office
	Station office.ID // that holds the key
	Key     PublicKey
	Created time.Time // to the second
}

// The lines of a statement, in their order, each ended by "\n".
const (
	statementTitle   = "KHÓA KÝ MÃ QR CỦA TRẠM (tram-station-key/1)"
	statementOffice  = "Cơ quan: "
	statementCode    = "Mã định danh: "
	statementStation = "Trạm: "
	statementKeyID   = "Mã khóa: "
	statementKey     = "Khóa công khai: "
	statementCreated = "Thời điểm tạo: "

	mostNameRunes   = 200 // as office.Office has it
	mostCodeChars   = 35
	mostStatement   = 4 << 10
	statementMoment = "2006-01-02T15:04:05-07:00"
)

// Bytes are the one canonical form of the statement: lines of UTF-8 that a
// person can read, without a signature.
func (s Statement) Bytes() ([]byte, error) {
	switch _, err := office.ParseID(string(s.Station)); {
	case err != nil:
		return nil, err
	case !oneLine(s.Office, mostNameRunes) || !oneLine(s.Code, mostCodeChars):
		return nil, errors.New("the name or the code of the office is not one line of text")
	case s.Key.key == nil:
		return nil, errors.New("a statement without a key")
	case s.Created.Year() < 1 || s.Created.Year() > 9998:
		return nil, errors.New("a statement of no time")
	}
	return []byte(statementTitle + "\n" +
		statementOffice + s.Office + "\n" +
		statementCode + s.Code + "\n" +
		statementStation + string(s.Station) + "\n" +
		statementKeyID + string(s.Key.ID()) + "\n" +
		statementKey + base64.StdEncoding.EncodeToString(s.Key.SPKI()) + "\n" +
		statementCreated + office.ISO(s.Created) + "\n"), nil
}

// oneLine tells whether a text is one line without a space at its ends, and
// shows no other way than it is written.
func oneLine(text string, most int) bool {
	hidden := func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	}
	return text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= most &&
		norm.NFC.IsNormalString(text) && strings.TrimSpace(text) == text && !strings.ContainsFunc(text, hidden)
}

// ParseStatement reads what Bytes writes and nothing else.
func ParseStatement(b []byte) (Statement, error) {
	if len(b) > mostStatement {
		return Statement{}, BadStatement.Because(fmt.Errorf("%d bytes", len(b)))
	}
	s, err := parseStatement(string(b))
	if err != nil {
		return Statement{}, BadStatement.Because(err)
	}
	if again, err := s.Bytes(); err != nil || string(again) != string(b) {
		return Statement{}, BadStatement.Because(errors.Join(errors.New("not in canonical form"), err))
	}
	return s, nil
}

func parseStatement(text string) (s Statement, err error) {
	var station, key, created, keyID string
	lines := strings.Split(text, "\n")
	parts := []struct {
		label string
		to    *string
	}{
		{statementOffice, &s.Office}, {statementCode, &s.Code}, {statementStation, &station},
		{statementKeyID, &keyID}, {statementKey, &key}, {statementCreated, &created},
	}
	if len(lines) != len(parts)+2 || lines[0] != statementTitle {
		return s, errors.New("other lines than a statement has")
	}
	for i, p := range parts {
		value, ok := strings.CutPrefix(lines[i+1], p.label)
		if !ok {
			return s, fmt.Errorf("line %d is another", i+2)
		}
		*p.to = value
	}
	if s.Station, err = office.ParseID(station); err != nil {
		return s, err
	}
	if s.Created, err = time.Parse(statementMoment, created); err != nil {
		return s, err
	}
	spki, err := base64.StdEncoding.Strict().DecodeString(key)
	if err != nil {
		return s, err
	}
	s.Key, err = ParsePublicKey(spki)
	return s, err
}
