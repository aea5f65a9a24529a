package papercode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

func statement(t testing.TB) Statement {
	t.Helper()
	_, key := keyOf(t, 1)
	return Statement{
		Office: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", Station: "0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
		Key: key, Created: time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC),
	}
}

const stated = `KHÓA KÝ MÃ QR CỦA TRẠM (tram-station-key/1)
Cơ quan: Ủy ban nhân dân xã Mẫu Sơn
Mã định danh: H49.10.02
Trạm: 0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
Mã khóa: fd110d301d2f077d
Khóa công khai: MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=
Thời điểm tạo: 2026-11-23T14:05:09+07:00
`

func TestAStatementIsLinesThatAPersonReads(t *testing.T) {
	b, err := statement(t).Bytes()
	if err != nil || string(b) != stated {
		t.Fatalf("got %s, %v", b, err)
	}
	s, err := ParseStatement(b)
	if err != nil {
		t.Fatal(err)
	}
	if want := statement(t); s.Office != want.Office || s.Code != want.Code || s.Station != want.Station ||
		s.Key.ID() != want.Key.ID() || !s.Created.Equal(want.Created) {
		t.Errorf("read %+v", s)
	}
}

func TestAStatementHasOneFormOnly(t *testing.T) {
	_, other := keyOf(t, 2)
	change := func(from, to string) string {
		if !strings.Contains(stated, from) {
			t.Fatalf("no %s in the statement", from)
		}
		return strings.Replace(stated, from, to, 1)
	}
	for name, text := range map[string]string{
		"nothing": "", "no end": strings.TrimSuffix(stated, "\n"), "a line more": stated + "Ghi chú: \n", "Windows line ends": strings.ReplaceAll(stated, "\n", "\r\n"),
		"decomposed": norm.NFD.String(stated), "another version": change("key/1", "key/2"), "a space more": change("Cơ quan: ", "Cơ quan:  "),
		"no office": change("Ủy ban nhân dân xã Mẫu Sơn", ""), "no code": change("H49.10.02", ""),
		"another key id": change("fd110d301d2f077d", string(other.ID())), "capital digits": change("fd110d301d2f077d", "FD110D301D2F077D"),
		"another zone": change("14:05:09+07:00", "07:05:09+00:00"), "a split second": change("14:05:09+", "14:05:09.5+"), "a day that is none": change("11-23", "11-31"),
		"base64 with other rests": change("QPb1w=", "QPb1x="), "base64 without its end": change("QPb1w=", "QPb1w"), "no station": change("0193a1b2", "X193a1b2"),
		"a hidden sign": change("Mẫu Sơn", "Mẫu\u202e Sơn"), "a zero width": change("Mẫu Sơn", "Mẫu\u200b Sơn"), "a long name": change("Mẫu Sơn", strings.Repeat("Mẫu ", 100)+"Sơn"),
		"too much": stated + strings.Repeat("x", mostStatement), "other order": change("Mã định danh: H49.10.02\n", "") + "Mã định danh: H49.10.02\n",
	} {
		if _, err := ParseStatement([]byte(text)); !errors.Is(err, BadStatement) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStatementThatCannotBeReadBackIsNotMade(t *testing.T) {
	for name, change := range map[string]func(*Statement){
		"no office":   func(s *Statement) { s.Office = "" },
		"two lines":   func(s *Statement) { s.Office = "Ủy ban\nTrạm: x" },
		"no station":  func(s *Statement) { s.Station = "" },
		"no key":      func(s *Statement) { s.Key = PublicKey{} },
		"no time":     func(s *Statement) { s.Created = time.Time{}.AddDate(-1, 0, 0) },
		"a long code": func(s *Statement) { s.Code = strings.Repeat("H49.", 10) },
	} {
		s := statement(t)
		change(&s)
		if b, err := s.Bytes(); err == nil {
			t.Errorf("%s: %s", name, b)
		}
	}
}

func keyFile(t testing.TB, cms []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteKeyFile(&out, KeyFile{statement(t), cms}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAKeyFileGoesToAnotherOfficeAndBack(t *testing.T) {
	for _, cms := range [][]byte{nil, {0x30, 0x80, 0xff}, bytes.Repeat([]byte{7}, 40<<10)} {
		file := keyFile(t, cms)
		got, err := ReadKeyFile(iotest.OneByteReader(bytes.NewReader(file)))
		if err != nil || !bytes.Equal(got.CMS, cms) || got.Statement.Key.ID() != statement(t).Key.ID() {
			t.Errorf("%d bytes of CMS: %+v, %v", len(cms), got, err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, file); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadKeyFile(&compact); err != nil {
			t.Errorf("without its white space: %v", err)
		}
	}
}

func TestAKeyFileHasOneFormOnly(t *testing.T) {
	file := string(keyFile(t, []byte{1, 2, 3, 4}))
	change := func(from, to string) string {
		if !strings.Contains(file, from) {
			t.Fatalf("no %s in %s", from, file)
		}
		return strings.Replace(file, from, to, 1)
	}
	for name, c := range map[string]struct {
		file string
		want office.Failure
	}{
		"nothing":                   {"", KeyFileForeign},
		"no JSON":                   {"KHÓA", KeyFileForeign},
		"a list":                    {"[" + file + "]", KeyFileForeign},
		"null":                      {"null", KeyFileForeign},
		"cut short":                 {file[:len(file)-4], KeyFileForeign},
		"two of them":               {file + file, KeyFileForeign},
		"another format":            {change("key/1", "key/9"), KeyFileForeign},
		"another field":             {change("{", `{"note": "x",`), KeyFileForeign},
		"a field twice":             {change("{", `{"statement": "x",`), KeyFileForeign},
		"a field in capitals":       {change(`"cms"`, `"CMS"`), KeyFileForeign},
		"another order":             {strings.Replace(change(`"format": "tram-station-key/1",`, ""), `"AQIDBA=="`, `"AQIDBA==", "format": "tram-station-key/1"`, 1), KeyFileForeign},
		"base64 with other rests":   {change("AQIDBA==", "AQIDBB=="), KeyFileForeign},
		"base64 with a line end":    {change("AQIDBA==", `AQID\nBA==`), KeyFileForeign},
		"an empty CMS":              {change("AQIDBA==", ""), KeyFileForeign},
		"an escape":                 {change("KHÓA", `KH\u00d3A`), KeyFileForeign},
		"a statement of another":    {change("Mẫu Sơn", "Mẫu  "), BadStatement},
		"the station's key changed": {change("MCowBQYDK2VwAyEAio", "MCowBQYDK2VwAyEAip"), BadStatement},
		"too large":                 {file + strings.Repeat(" ", mostKeyFile), KeyFileTooLarge},
	} {
		if _, err := ReadKeyFile(strings.NewReader(c.file)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
	if _, err := ReadKeyFile(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, KeyFileAway) {
		t.Errorf("a disk that went away: %v", err)
	}
}

func TestAKeyFileThatCouldNotBeReadIsNotWritten(t *testing.T) {
	var out bytes.Buffer
	if err := WriteKeyFile(&out, KeyFile{statement(t), make([]byte, mostKeyFile)}); !errors.Is(err, KeyFileTooLarge) || out.Len() > 0 {
		t.Errorf("%d bytes written, %v", out.Len(), err)
	}
	if err := WriteKeyFile(&out, KeyFile{}); err == nil || out.Len() > 0 {
		t.Errorf("%d bytes written, %v", out.Len(), err)
	}
}

// FuzzReadKeyFile gives anything to the door of key files. What is read is
// written again as it was, but for white space.
func FuzzReadKeyFile(f *testing.F) {
	f.Add(keyFile(f, nil))
	f.Add(keyFile(f, []byte{0x30, 0x80}))
	f.Add([]byte(`{"format":"tram-station-key/1","statement":"KHÓA","cms":""}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := ReadKeyFile(bytes.NewReader(file))
		if _, told := office.FailureIn(err); err != nil {
			if !told {
				t.Errorf("%v has no sentence", err)
			}
			return
		}
		var again, was, is bytes.Buffer
		if err := errors.Join(WriteKeyFile(&again, read), json.Compact(&was, file), json.Compact(&is, again.Bytes())); err != nil || !bytes.Equal(was.Bytes(), is.Bytes()) {
			t.Errorf("%s comes back as %s (%v)", file, again.Bytes(), err)
		}
	})
}
