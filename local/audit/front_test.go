package audit

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"tram/local/office"
)

func inTwoBytes(text string, mark string, big bool) []byte {
	out := []byte(mark)
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

// TestAnExportThatAnotherProgramSavedIsKnown saves an export as programs do: what stands in
// front says nothing and is told; what changes its bytes is refused for its true cause.
func TestAnExportThatAnotherProgramSavedIsKnown(t *testing.T) {
	x := anExport(t)
	file := string(x.file(t, 1))
	const resaved, cut = "chương trình khác lưu lại", "đã bị sửa hoặc bị cắt"
	for name, c := range map[string]struct {
		file    []byte
		verdict office.Verdict
		said    string
	}{
		"a mark of UTF-8":      {[]byte("\ufeff" + file), office.Proven, "Trước nội dung có 3 byte"},
		"two marks and blanks": {[]byte("\ufeff\ufeff \t" + file), office.Proven, "Trước nội dung có 8 byte"},
		"empty lines":          {[]byte("\r\n\n  " + file), office.Proven, "Trước nội dung có 5 byte"},
		"UTF-16, little":       {inTwoBytes(file, "\xff\xfe", false), office.Changed, resaved},
		"UTF-16, big":          {inTwoBytes(file, "\xfe\xff", true), office.Changed, resaved},
		"UTF-16 without mark":  {inTwoBytes(file, "", false), office.Changed, resaved},
		"other ends of lines":  {[]byte(strings.ReplaceAll(file, "\n", "\r\n")), office.Changed, resaved},
		"set apart":            {[]byte(strings.Replace(file, `{"format":`, "{\n  \"format\": ", 1)), office.Changed, resaved},
		"cut":                  {[]byte("\ufeff" + file[:200]), office.Changed, cut},
	} {
		if !IsExport(c.file[:min(len(c.file), mostFront)]) {
			t.Errorf("%s: is not known", name)
		}
		p, err := Prove(t.Context(), bytes.NewReader(c.file), believes, "")
		text := p.Said
		for _, check := range p.Checks {
			text += "\n" + check.Evidence
		}
		if err != nil || p.Verdict != c.verdict || !strings.Contains(text, c.said) {
			t.Errorf("%s: %s, %s, %v", name, p.Verdict, text, err)
		}
	}
	if p := proved(t, []byte(file), believes, ""); strings.Contains(p.Said, "byte") || len(p.Checks) == 0 || p.Checks[2].Point == pointFront {
		t.Errorf("of the file as it was written: %+v", p)
	}
	for _, other := range []string{"", "\ufeff", "   ", `{"format":"tram-station-key/1"`, `[{"format":"tram-audit/1"`, "x" + file, strings.Repeat(" ", mostFront) + file} {
		if IsExport([]byte(other)[:min(len(other), mostFront)]) {
			t.Errorf("%.40q is taken for an export", other)
		}
	}
}
