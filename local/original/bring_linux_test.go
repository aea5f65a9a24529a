package original

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/vault"
)

type still struct{}

func (still) Now() time.Time             { return time.Date(2026, 11, 25, 9, 0, 0, 0, office.VietNam) }
func (still) Source() office.ClockSource { return office.ClockSource{} }

// newDoor brings files into a vault of its own.
func newDoor(t *testing.T) *Door {
	t.Helper()
	identity, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(t.TempDir(), identity)
	if err != nil {
		t.Fatal(err)
	}
	return &Door{
		Vault: v, Clock: still{}, Suite: FindSuite,
		Signatures: func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) { return nil, nil },
	}
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a program that the tests need.
func run(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing: apt-get install %s", name, debian)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// kept reads a file of the vault.
func kept(t *testing.T, d *Door, which office.Digest) []byte {
	t.Helper()
	r, err := d.Vault.Read(which)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func aPDF(t *testing.T, pages int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}, Title: "Văn bản ví dụ", Created: still{}.Now()})
	for range pages {
		w.Sheet(595.28, 841.89)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPDFIsKeptAsItCame(t *testing.T) {
	d, content := newDoor(t), aPDF(t, 3)
	m, err := d.Bring(t.Context(), written(t, "quyet-dinh.pdf", content), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pages != 3 || m.PDF != m.File || m.Made != nil || m.Sealed || m.File != office.DigestOf(content) || m.Name != "quyet-dinh.pdf" {
		t.Errorf("%+v", m)
	}
	if !bytes.Equal(kept(t, d, m.File), content) {
		t.Error("the stored file is another")
	}
}

func TestALockedPDFOpensWithItsPasswordAndIsKeptBothWays(t *testing.T) {
	plain, locked := written(t, "a.pdf", aPDF(t, 2)), filepath.Join(t.TempDir(), "khoa.pdf")
	run(t, "qpdf", "qpdf", "--encrypt", "mo-ra", "chu", "256", "--print=none", "--", plain, locked)
	d := newDoor(t)
	if _, err := d.Bring(t.Context(), locked, "", nil); !errors.Is(err, pdf.PasswordNeeded) {
		t.Fatalf("without a password: %v", err)
	}
	if _, err := d.Bring(t.Context(), locked, "sai", nil); !errors.Is(err, pdf.PasswordWrong) {
		t.Fatalf("with a wrong one: %v", err)
	}
	m, err := d.Bring(t.Context(), locked, "mo-ra", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Sealed || m.PDF == m.File || m.Pages != 2 || len(m.Restrictions) == 0 {
		t.Errorf("%+v", m)
	}
	opened := written(t, "mo.pdf", kept(t, d, m.PDF))
	if said := run(t, "qpdf", "qpdf", "--show-encryption", opened); !strings.Contains(said, "not encrypted") {
		t.Errorf("what is shown is still locked: %s", said)
	}
}

func TestAnImageLiesOnAPageOfItsSize(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 827, 1169))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	img.SetGray(100, 100, color.Gray{})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	d := newDoor(t)
	m, err := d.Bring(t.Context(), written(t, "anh.png", b.Bytes()), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Media != "png" || m.Pages != 1 || m.Made == nil || m.Made.Program != ourselves || m.PDF == m.File {
		t.Errorf("%+v", m)
	}
	made := kept(t, d, m.PDF)
	is, err := pdf.Inspect(t.Context(), bytes.NewReader(made), int64(len(made)), "")
	if err != nil || is.Shapes[0].W < 209 || is.Shapes[0].W > 211 || is.Shapes[0].H < 296 || is.Shapes[0].H > 298 {
		t.Errorf("%+v %v", is.Shapes, err)
	}
}

// docx is a small document of Word.
func docx(t *testing.T, words string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + words + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWordFileBecomesAPDFBesideTheOriginal(t *testing.T) {
	if _, is := FindSuite(t.Context()); !is {
		t.Fatal("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
	}
	const words = "Quyết định về việc thử nghiệm"
	d, content := newDoor(t), docx(t, words)
	m, err := d.Bring(t.Context(), written(t, "Quyết định số 1.docx", content), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Media != "docx" || m.Pages != 1 || m.Made == nil || !strings.HasPrefix(m.Made.Program, "LibreOffice ") {
		t.Errorf("%+v", m)
	}
	if !bytes.Equal(kept(t, d, m.File), content) {
		t.Error("the original is another")
	}
	if said := run(t, "poppler-utils", "pdftotext", written(t, "ra.pdf", kept(t, d, m.PDF)), "-"); !strings.Contains(said, words) {
		t.Errorf("the PDF says %q", said)
	}
}

func TestWithoutAnOfficeSuiteAWordFileIsRefusedInASentence(t *testing.T) {
	d := newDoor(t)
	d.Suite = func(context.Context) (Suite, bool) { return Suite{}, false }
	if _, err := d.Bring(t.Context(), written(t, "a.docx", docx(t, "a")), "", nil); !errors.Is(err, NoOfficeSuite) {
		t.Errorf("%v", err)
	}
}

// script is a stand-in for an office suite that behaves badly.
func script(t *testing.T, lines string) Suite {
	t.Helper()
	path := written(t, "soffice", []byte("#!/bin/sh\n"+lines+"\n"))
	if err := os.Chmod(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return Suite{Path: path, Version: "LibreOffice 0.0", Limit: 300 * time.Millisecond}
}

// TestWhatAnOfficeSuiteLaysAsideGoesWithItsPlace: a suite that is ended removes nothing.
func TestWhatAnOfficeSuiteLaysAsideGoesWithItsPlace(t *testing.T) {
	said, work := filepath.Join(t.TempDir(), "said"), t.TempDir()
	s := script(t, "echo chu > \"$TMPDIR/lu.tmp\"; printf '%s\\n' \"$TMPDIR\" \"$TEMP\" \"$TMP\" > "+said+"; kill -9 $$")
	if _, err := s.PDF(t.Context(), written(t, "a.odt", nil), "a.odt", work); !errors.Is(err, SuiteFailed) {
		t.Fatalf("%v", err)
	}
	if b, err := os.ReadFile(said); string(b) != strings.Repeat(work+"\n", 3) {
		t.Errorf("it was told to use %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(work, "lu.tmp")); err != nil {
		t.Error(err)
	}
}

// TestAnOfficeSuiteThatHangsIsEndedWithAllItStarted: a pipe that a child of the
// program holds open ends only with that child.
func TestAnOfficeSuiteThatHangsIsEndedWithAllItStarted(t *testing.T) {
	d, held := newDoor(t), filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(held, 0o600); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		_, err := os.ReadFile(held)
		ended <- err
	}()
	d.Suite = func(context.Context) (Suite, bool) { return script(t, "sleep 600 > '"+held+"' &\nwait"), true }
	if _, err := d.Bring(t.Context(), written(t, "a.docx", docx(t, "a")), "", nil); !errors.Is(err, SuiteTooSlow) {
		t.Fatalf("%v", err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("a program that it started goes on")
	}
}

func TestAnOfficeSuiteThatMakesNothingIsToldSo(t *testing.T) {
	for name, lines := range map[string]string{"fails": "exit 3", "says nothing and makes nothing": "exit 0"} {
		d := newDoor(t)
		d.Suite = func(context.Context) (Suite, bool) { return script(t, lines), true }
		if _, err := d.Bring(t.Context(), written(t, "a.odt", docx(t, "a")), "", nil); !errors.Is(err, SuiteFailed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoDocumentIsRefusedInASentence(t *testing.T) {
	d := newDoor(t)
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"nothing there": {filepath.Join(t.TempDir(), "khong-co.pdf"), NoSuchFile},
		"a folder":      {t.TempDir(), NoSuchFile},
		"empty":         {written(t, "rong.pdf", nil), EmptyFile},
		"a program":     {written(t, "a.exe", []byte("MZ\x90\x00\x03")), OtherKind},
		"a zip":         {written(t, "a.zip", docx(t, "a")), OtherKind},
		"half a PNG":    {written(t, "a.png", []byte("\x89PNG\r\n\x1a\n\x00\x00")), page.Truncated},
		"not a PDF":     {written(t, "a.pdf", []byte("%PDF-1.7\nrác")), nil},
	} {
		_, err := d.Bring(t.Context(), c.path, "", nil)
		told, is := office.FailureIn(err)
		if !is || told.Next == "" || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABrokenFileIsDoubtfulOnlyWhereItSpeaksOfASignature(t *testing.T) {
	broken := func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
		return nil, pdf.Unverifiable
	}
	for content, want := range map[string]bool{"%PDF-1.7 rác": false, "%PDF-1.7 rác << /ByteRange [0 1 2 3] >>": true} {
		report, err := Judged(t.Context(), broken, strings.NewReader(content), int64(len(content)))
		if err != nil || (report != nil) != want || want && report.Verdict != office.SignatureInvalid {
			t.Errorf("%q: %+v %v", content, report, err)
		}
	}
}

// halfRead is a file whose disk fails.
type halfRead struct{ *strings.Reader }

func (h halfRead) WriteTo(w io.Writer) (int64, error) {
	n, _ := io.WriteString(w, "nửa")
	return int64(n), io.ErrUnexpectedEOF
}

func TestAFileThatCouldNotBeCopiedWholeIsNotHandedToTheOfficeSuite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.docx")
	if err := writeOut(path, halfRead{strings.NewReader("nửa sau")}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
}

func TestTheOfficeSuiteIsToldItsFolderAsItsSystemNamesIt(t *testing.T) {
	for path, want := range map[string]string{
		"/tmp/tram-mo-1/profile": "file:///tmp/tram-mo-1/profile", "C:/Users/Mẫu/profile": "file:///C:/Users/M%E1%BA%ABu/profile", "/a b": "file:///a%20b",
	} {
		if got := fileURL(path); got != want {
			t.Errorf("%s is %s", path, got)
		}
	}
}

func TestTheOfficeSuiteLearnsNoSecret(t *testing.T) {
	t.Setenv("TRAM_PASSPHRASE", "mat-khau-8731")
	t.Setenv("TRAM_PIN", "mat-khau-8731")
	seen := filepath.Join(t.TempDir(), "moi-truong")
	suite := script(t, "env > "+seen)
	_, _ = suite.PDF(context.Background(), written(t, "a.docx", []byte("x")), "a.docx", t.TempDir()) // it makes none
	env, err := os.ReadFile(seen)
	if err != nil || bytes.Contains(env, []byte("8731")) || !bytes.Contains(env, []byte("PATH=")) {
		t.Errorf("it learns %s, %v", env, err)
	}
}
