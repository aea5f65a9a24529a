package original

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tables nests so many tables, each of so many cells that all hold the next.
func tables(open, shut string, depth, cells int) string {
	if depth == 0 {
		return "<w:p/>"
	}
	inner := tables(open, shut, depth-1, cells)
	return open + strings.Repeat("<w:tr><w:tc>"+inner+"</w:tc></w:tr>", cells) + shut
}

func zipped(t *testing.T, part, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(part)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	path := filepath.Join(t.TempDir(), "a.docx")
	if err := errors.Join(err, z.Close(), os.WriteFile(path, b.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTablesThatLieTooDeepInEachOtherNeverReachTheSuite(t *testing.T) {
	word := func(depth, cells int) string { return tables("<w:tbl>", "</w:tbl>", depth, cells) }
	for name, c := range map[string]struct {
		part, content string
		opens         bool
	}{
		"a hundred deep":         {"word/document.xml", word(100, 1), false},
		"in the head of a page":  {"word/header1.xml", word(100, 1), false},
		"never shut":             {"word/document.xml", strings.Repeat("<w:tbl><w:tr><w:tc>", 100), false},
		"ten deep, two in each":  {"word/document.xml", word(10, 2), false},
		"of the other family":    {"content.xml", tables("<table:table>", "</table:table>", 100, 1), false},
		"of another prefix":      {"content.xml", tables("<t:table t:name='a'>", "</t:table>", 40, 1), false},
		"shut in a comment":      {"word/document.xml", strings.Repeat("<w:tbl><!-- </w:tbl> -->", 60), false},
		"four deep":              {"word/document.xml", word(4, 5), true},
		"many beside each other": {"word/document.xml", strings.Repeat(word(2, 2), 5000), true},
		"empty ones":             {"word/document.xml", strings.Repeat("<w:tbl/>", 5000), true},
		"no table":               {"word/document.xml", "<w:p>tbl table</w:p>", true},
		"broken":                 {"word/document.xml", "<w:tbl <<", true},
		"another part":           {"word/media/a.bin", word(100, 1), true},
	} {
		if is := nests(zipped(t, c.part, c.content)); is != c.opens {
			t.Errorf("%s: opened %v", name, is)
		}
	}
	suite := Suite{Path: filepath.Join(t.TempDir(), "none")}
	if _, err := suite.PDF(t.Context(), zipped(t, "word/document.xml", word(100, 1)), "a.docx", t.TempDir()); !errors.Is(err, NestsTooDeep) {
		t.Errorf("the suite was asked: %v", err)
	}
}
