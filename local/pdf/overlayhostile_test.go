package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// markAnyhow marks a file as the program does: as it is, or written anew.
func markAnyhow(file []byte, password string) (s Standing, base, marked []byte, err error) {
	ctx := context.Background()
	if s, err = Inspect(ctx, bytes.NewReader(file), int64(len(file)), password); err != nil {
		return s, nil, nil, err
	}
	base = file
	if !s.Appendable {
		var anew bytes.Buffer
		if err := Rewrite(ctx, bytes.NewReader(file), int64(len(file)), password, &anew); err != nil {
			if anew.Len() > 0 {
				err = fmt.Errorf("%d bytes were written before %w", anew.Len(), err)
			}
			return s, nil, nil, err
		}
		base = anew.Bytes()
	}
	inc, err := PrepareOverlay(ctx, bytes.NewReader(base), int64(len(base)), oneLine)
	if err != nil {
		return s, base, nil, err
	}
	return s, base, append(bytes.Clone(base), inc.Bytes...), nil
}

// locked encrypts a file with qpdf.
func locked(t testing.TB, file []byte, user, owner string, more ...string) []byte {
	t.Helper()
	path := written(t, file)
	out := filepath.Join(filepath.Dir(path), "locked.pdf")
	args := append([]string{"--encrypt", user, owner, "256"}, more...)
	run(t, "qpdf", "qpdf", append(args, "--", path, out)...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const square = "200 50 90 90 re f"

func TestAPasswordIsAskedForAndTried(t *testing.T) {
	plain := pageFile(sheet400, square)
	file := locked(t, plain, "mat khau", "chu")
	for _, c := range []struct {
		password string
		want     error
	}{{"", PasswordNeeded}, {"nham", PasswordWrong}, {"mat khau", nil}, {"chu", nil}} {
		s, _, marked, err := markAnyhow(file, c.password)
		if s.Locked != (c.want != nil) || !s.Encrypted || s.Appendable || !errors.Is(err, c.want) {
			t.Errorf("%q: %+v, %v", c.password, s, err)
		}
		if err == nil {
			keeps(t, "with its password", plain, marked)
		}
	}
	if _, err := PrepareOverlay(context.Background(), bytes.NewReader(file), int64(len(file)), oneLine); !errors.Is(err, Locked) {
		t.Errorf("appending to an encrypted file: %v", err)
	}
}

func TestWhatTheOwnerDoesNotAllowIsTold(t *testing.T) {
	plain := pageFile(sheet400, square)
	s, _, marked, err := markAnyhow(locked(t, plain, "", "chu", "--print=none", "--extract=n"), "")
	if err != nil || s.Locked || !s.Encrypted || !slices.Contains(s.Restrictions, "không cho in") || !slices.Contains(s.Restrictions, "không cho sao chép chữ và hình") {
		t.Fatalf("%+v, %v", s, err)
	}
	if slices.Contains(s.Restrictions, "không cho ghi chú") {
		t.Errorf("told what is allowed: %v", s.Restrictions)
	}
	keeps(t, "restricted", plain, marked)
	if s, err := Inspect(context.Background(), bytes.NewReader(marked), int64(len(marked)), ""); err != nil || s.Encrypted || len(s.Restrictions) > 0 || !s.Appendable {
		t.Errorf("written anew it is %+v, %v", s, err)
	}
	allowed, err := Inspect(context.Background(), bytes.NewReader(plain), int64(len(plain)), "")
	if err != nil || allowed.Encrypted || len(allowed.Restrictions) > 0 {
		t.Errorf("a free file is %+v, %v", allowed, err)
	}
}

// TestAHostileFileIsMarkedOrRefusedInWords: marked with all that it shows, or a
// failure with a sentence and a next step.
func TestAHostileFileIsMarkedOrRefusedInWords(t *testing.T) {
	plain := pageFile(sheet400, square)
	own := ownFile(t)
	table := bytes.LastIndex(plain, []byte("xref\n0 "))
	bomb := deflate(deflate(bytes.Repeat([]byte(" "), mostOldContent+1)))
	two := func(tree string) []byte {
		return fileOf(oneCatalog, tree, "<< /Type /Page /Parent 2 0 R "+sheet400+" /Contents 4 0 R >>", contentOf(square))
	}
	for name, c := range map[string]struct {
		file []byte
		want error // nil: marked
		anew bool
	}{
		"nothing":                   {nil, EmptyPDF, false},
		"no PDF":                    {[]byte("Kính gửi Ủy ban nhân dân xã Mẫu Sơn"), NotAPDF, false},
		"junk before the header":    {append([]byte("HTTP/1.1 200 OK\r\n\r\n"), plain...), nil, true},
		"a broken table":            {bytes.Replace(plain, []byte("0000000"), []byte("0000099"), 3), nil, true},
		"no table":                  {plain[:table], BeyondRepair, false},
		"cut in the middle":         {own[:len(own)/2], BeyondRepair, false},
		"lines sent as text":        {bytes.ReplaceAll(plain, []byte("\n"), []byte("\r\n")), nil, true},
		"no pages":                  {two("<< /Type /Pages /Kids [] /Count 0 >>"), NoPages, false},
		"no tree":                   {fileOf("<< /Type /Catalog >>"), NoPages, false},
		"a tree in a circle":        {two("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), BeyondRepair, false},
		"a page of ten metres":      {pageFile("/MediaBox [0 0 28346 28346]", square), nil, false},
		"a page of no size":         {pageFile("/MediaBox [0 0 0 0]", square), nil, false},
		"a font that is missing":    {pageFile(sheet400+" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /KhongCo >> /F2 9 0 R >> >>", "BT /F1 20 Tf 200 50 Td (Mau) Tj /F2 9 Tf (x) Tj ET"), nil, false},
		"content without end":       {fileOf(oneCatalog, oneTree, "<< /Type /Page /Parent 2 0 R "+sheet400+" /Contents 4 0 R >>", fmt.Sprintf("<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream", len(bomb), bomb)), Unappendable, false},
		"a length that lies":        {fileOf(oneCatalog, oneTree, "<< /Type /Page /Parent 2 0 R "+sheet400+" /Contents 4 0 R >>", "<< /Length 3 >>\nstream\n"+square+"\nendstream"), nil, true},
		"resources that are a list": {pageFile(sheet400+" /Resources [1 2]", square), nil, false},
	} {
		_, base, marked, err := markAnyhow(c.file, "")
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, not %v", name, err, c.want)
			continue
		}
		if err != nil {
			if f, said := office.FailureIn(err); !said || f.Said == "" || f.Next == "" {
				t.Errorf("%s: no words for %v", name, err)
			}
			continue
		}
		if anew := !bytes.Equal(base, c.file); anew != c.anew {
			t.Errorf("%s: written anew is %v", name, anew)
		}
		if !strings.Contains(name, "ten metres") {
			keeps(t, name, base, marked)
		}
	}
}

func TestWhatAFileBringsBesideItsPagesIsToldAndStays(t *testing.T) {
	file := func(catalog string) []byte {
		return fileOf("<< /Type /Catalog /Pages 2 0 R "+catalog+" >>", oneTree,
			"<< /Type /Page /Parent 2 0 R "+sheet400+" /Contents 4 0 R >>", contentOf(square))
	}
	for name, c := range map[string]struct {
		catalog string
		want    Standing
	}{
		"nothing":                 {"", Standing{}},
		"a script at its opening": {"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", Standing{Script: true}},
		"named scripts":           {"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (this.print\\(\\)) >>] >> >>", Standing{Script: true}},
		"a script that runs before it is printed": {"/AA << /WP << /S /JavaScript /JS (x) >> >>", Standing{Script: true}},
		"a dynamic form": {"/AcroForm << /Fields [] /XFA (x) >>", Standing{Dynamic: true}},
		"a file":         {"/Names << /EmbeddedFiles << /Names [(a.txt) << /F (a.txt) /EF << /F 4 0 R >> >>] >> >>", Standing{Attached: true}},
	} {
		original := file(c.catalog)
		s, base, marked, err := markAnyhow(original, "")
		if err != nil || !bytes.Equal(base, original) || s.Script != c.want.Script || s.Dynamic != c.want.Dynamic || s.Attached != c.want.Attached {
			t.Errorf("%s: %+v, %v", name, s, err)
			continue
		}
		if !bytes.Contains(marked[:len(original)], []byte(c.catalog)) || bytes.Contains(marked[len(original):], []byte("/Catalog")) {
			t.Errorf("%s: the catalog was touched", name)
		}
	}
}

func TestScriptsAndFilesInNotesAreTold(t *testing.T) {
	for note, want := range map[string]Standing{
		"<< /Subtype /Link /A << /S /URI /URI (https://mauson.example) >> >>": {},
		"<< /Subtype /Widget /A << /S /JavaScript /JS (x) >> >>":              {Script: true},
		"<< /Subtype /Widget /AA << /K << /S /JavaScript /JS (x) >> >> >>":    {Script: true},
		"<< /Subtype /FileAttachment /FS << /F (a.txt) >> >>":                 {Attached: true},
		"9 0 R": {},
	} {
		file := pageFile(sheet400+" /Annots ["+note+"]", square)
		s, err := Inspect(context.Background(), bytes.NewReader(file), int64(len(file)), "")
		if err != nil || !s.Appendable || s.Script != want.Script || s.Attached != want.Attached {
			t.Errorf("%s: %+v, %v", note, s, err)
		}
	}
}

func TestAPageThatIsNotThereIsNoPageToDrawOn(t *testing.T) {
	file := pageFile(sheet400, square)
	for _, page := range []int{-1, 1, 2} {
		o := Overlay{Draw: []Addition{{Page: page, Layout: line("x")}}}
		if _, err := PrepareOverlay(context.Background(), bytes.NewReader(file), int64(len(file)), o); !errors.Is(err, errAsked) {
			t.Errorf("drawing on page %d: %v", page, err)
		}
	}
	if _, err := PrepareOverlay(context.Background(), bytes.NewReader(file), int64(len(file)), Overlay{}); !errors.Is(err, errAsked) {
		t.Errorf("drawing nothing: %v", err)
	}
	odd := Overlay{Draw: []Addition{{Layout: line("漢")}}}
	if _, err := PrepareOverlay(context.Background(), bytes.NewReader(file), int64(len(file)), odd); !errors.Is(err, NoGlyph) {
		t.Errorf("a letter without a glyph: %v", err)
	}
}

func TestDrawingOverAFileThatWasCalledOffSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := pageFile(sheet400, square)
	r := bytes.NewReader(file)
	_, drawing := PrepareOverlay(ctx, r, r.Size(), oneLine)
	_, inspecting := Inspect(ctx, r, r.Size(), "")
	rewriting := Rewrite(ctx, r, r.Size(), "", &bytes.Buffer{})
	for _, err := range []error{drawing, inspecting, rewriting} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("it says %v", err)
		}
	}
}
