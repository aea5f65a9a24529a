package filepack

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// shipped are the names that the program brings.
func shipped(t *testing.T) Names {
	t.Helper()
	n, err := Read(namesText(t))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func namesText(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("../../assets/archive.json")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// document is the i-th of a file, from 1, that came in on the i-th of May.
func document(i int, subject string) office.FiledDocument {
	r := office.Registered{Flow: office.FlowIn, Number: i, Entered: fmt.Sprintf("2026-05-%02d", i)}
	r.Document = office.Document{Type: "cong-van", Number: fmt.Sprint(100 + i), Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: subject, Issued: fmt.Sprintf("2026-05-%02d", i)}
	return office.FiledDocument{Ordinal: i, Filed: office.Filed{Pages: i}, Document: r}
}

// content is a closed file with documents of these subjects.
func content(subjects ...string) Content {
	c := Content{Office: "Ủy ban nhân dân xã Mẫu", At: time.Date(2026, 12, 31, 9, 0, 0, 0, time.UTC), State: "Đã kết thúc", Types: map[string]string{"cong-van": "Công văn"}}
	c.File.WorkFile = office.WorkFile{Organ: "H01.01", Year: 2026, Notation: "01.VP", Title: "Hồ sơ ví dụ", Retention: 20, Creator: "Nguyễn Văn Mẫu"}
	for i, subject := range subjects {
		c.File.Documents = append(c.File.Documents, document(i+1, subject))
		c.File.Pages += i + 1
	}
	c.List = func(w io.Writer) error { return written(w, "%PDF-1.7 mục lục") }
	return c
}

func written(w io.Writer, text string) error {
	_, err := io.WriteString(w, text)
	return err
}

// with gives each document the same files, by their endings.
func (c Content) with(endings ...string) Content {
	c.Files = func(i int) (all []Paper, err error) {
		for _, ending := range endings {
			all = append(all, Paper{Ending: ending, Write: func(w io.Writer) error { return written(w, fmt.Sprintf("tệp %d%s", i, ending)) }})
		}
		return all, nil
	}
	return c
}

// packed is a package as a file.
func packed(t *testing.T, n Names, c Content) (path string, is office.FileWritten) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "gói.zip")
	var b bytes.Buffer
	is, err := n.Package(t.Context(), &b, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, is
}

// asRead is a package as a program of others reads it.
type asRead struct {
	Broken string            // the first file that is not what the ZIP says; empty: none
	Sums   map[string]string // SHA-256 of each file, by its name
	Sizes  map[string]int64
	Named  []struct{ Href, Sum, How, ID string } // by the manifest
	Places [][]string                            // the files that each document has, by the manifest
	Orders []string
	Size   []int64 // that the manifest tells, in the order of Named
	About  []string
	Files  [][]string // that the data name, by document
	Title  string     // by the data
}

const reads = `
import sys, json, hashlib, zipfile, xml.etree.ElementTree as x
m, l = '{http://www.loc.gov/METS/}', '{http://www.w3.org/1999/xlink}'
z = zipfile.ZipFile(sys.argv[1])
names = z.namelist()
assert len(set(names)) == len(names), names
top = {n.split('/')[0] for n in names}
assert len(top) == 1, top
top = top.pop()
inside = {n[len(top) + 1:]: z.read(n) for n in names}
root = x.fromstring(inside['METS.xml'])
data = x.fromstring(inside['metadata/ho-so.xml'])
files = root.findall(m + 'fileSec/' + m + 'fileGrp/' + m + 'file')
divs = root.findall(m + 'structMap/' + m + 'div/' + m + 'div')
ref = root.find(m + 'dmdSec/' + m + 'mdRef')
print(json.dumps({
  'Broken': z.testzip() or '', 'Sums': {n: hashlib.sha256(b).hexdigest() for n, b in inside.items()}, 'Sizes': {n: len(b) for n, b in inside.items()},
  'Named': [{'Href': f.find(m + 'FLocat').get(l + 'href'), 'Sum': f.get('CHECKSUM'), 'How': f.get('CHECKSUMTYPE'), 'ID': f.get('ID')} for f in files],
  'Size': [int(f.get('SIZE')) for f in files], 'Places': [[p.get('FILEID') for p in d.findall(m + 'fptr')] for d in divs], 'Orders': [d.get('ORDER') for d in divs],
  'About': [ref.get(l + 'href'), ref.get('CHECKSUM'), ref.get('CHECKSUMTYPE')], 'Title': data.findtext('Title', ''),
  'Files': [[f.text for f in d.findall('File')] for d in data.findall('Documents/Document')]}))`

func readByOthers(t *testing.T, path string) (r asRead) {
	t.Helper()
	if err := json.Unmarshal(others(t, reads, path), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// others has Python do something, and gives what it says.
func others(t *testing.T, script string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("python3", append([]string{"-c", script}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, wrong.String())
	}
	return out
}

// holdsWhatItSays compares a package with its manifest and its data: each file is named once with
// its digest and size, and belongs to the document that has it.
func holdsWhatItSays(t *testing.T, path string, c Content) asRead {
	t.Helper()
	r := readByOthers(t, path)
	if r.Broken != "" {
		t.Errorf("%s is broken", r.Broken)
	}
	byID, named := map[string]string{}, map[string]bool{"METS.xml": true}
	for i, f := range r.Named {
		if f.How != "SHA-256" || f.Sum != r.Sums[f.Href] || r.Size[i] != r.Sizes[f.Href] || named[f.Href] {
			t.Errorf("the manifest tells of %+v, %d bytes; it is %s, %d bytes, named before: %v", f, r.Size[i], r.Sums[f.Href], r.Sizes[f.Href], named[f.Href])
		}
		byID[f.ID], named[f.Href] = f.Href, true
	}
	for name := range r.Sums {
		if !named[name] {
			t.Errorf("nothing tells of %s", name)
		}
	}
	if want := []string{"metadata/ho-so.xml", r.Sums["metadata/ho-so.xml"], "SHA-256"}; !slices.Equal(r.About, want) {
		t.Errorf("the data are said to be %q", r.About)
	}
	if len(r.Places) != len(c.File.Documents) || len(r.Files) != len(c.File.Documents) {
		t.Fatalf("the manifest has %d documents, the data %d", len(r.Places), len(r.Files))
	}
	for i, ids := range r.Places {
		var names []string
		for _, id := range ids {
			names = append(names, byID[id])
		}
		if !slices.Equal(names, r.Files[i]) || r.Orders[i] != fmt.Sprint(c.File.Documents[i].Ordinal) {
			t.Errorf("the %d. document has %q by the manifest and %q by the data, with ordinal %s", i+1, names, r.Files[i], r.Orders[i])
		}
	}
	return r
}

func TestAPackageHoldsWhatItSays(t *testing.T) {
	c := content("một", "hai", "ba").with(".pdf", ".docx")
	path, is := packed(t, shipped(t), c)
	if is != (office.FileWritten{Documents: 3, Files: 6}) {
		t.Errorf("it tells of %+v", is)
	}
	r := holdsWhatItSays(t, path, c)
	if want := []string{"representations/rep1/data/00002-1.pdf", "representations/rep1/data/00002-2.docx"}; !slices.Equal(r.Files[1], want) {
		t.Errorf("the second document has %q", r.Files[1])
	}
	if n := len(r.Sums); n != 6+3 {
		t.Errorf("the package has %d files", n)
	}
}

func TestAPackageTellsHowManyDocumentsHaveNoFile(t *testing.T) {
	c := content("một", "hai", "ba").with(".pdf")
	all := c.Files
	c.Files = func(i int) ([]Paper, error) {
		if i == 1 {
			return nil, nil
		}
		return all(i)
	}
	path, is := packed(t, shipped(t), c)
	if is != (office.FileWritten{Documents: 3, Files: 2, Without: 1}) {
		t.Errorf("it tells of %+v", is)
	}
	holdsWhatItSays(t, path, c)
	c.Files, c.List = nil, nil
	path, is = packed(t, shipped(t), c)
	if is != (office.FileWritten{Documents: 3, Without: 3}) {
		t.Errorf("of which nobody gave files: %+v", is)
	}
	holdsWhatItSays(t, path, c)
}

// hostile are words that some system, or XML, has another use for.
var hostile = []string{
	"CON", "..", "../../khóa", `..\khóa`, "nul.VP", "a/b", "C:", "-rf", "~", "01.", " ", "01 VP", "Đ\u202exfdp", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;",
	"]]>", "-->", "a\x00b\x07", "a\xffb", "\ufffe", "dòng\nhai\ttab\r", strings.Repeat("ế", 300), strings.Repeat("a", 300), "𝔘😀", `"'&<>`,
}

// TestHostileWordsStayWords has them stand in every field of a file, and everything that a package
// names stay within its one folder, under names that each system takes.
func TestHostileWordsStayWords(t *testing.T) {
	for _, said := range hostile {
		c := content(said, "hai").with(".pdf")
		c.Office, c.State, c.Types["cong-van"] = said, said, said
		c.File.Organ, c.File.Notation, c.File.Title, c.File.Creator, c.File.Note = said, said, said, said, said
		path, _ := packed(t, shipped(t), c)
		if got := holdsWhatItSays(t, path, c).Title; got != asXML(said) {
			t.Errorf("%q came out as %q", said, got)
		}
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			for part := range strings.SplitSeq(f.Name, "/") {
				if err := office.FileNameTrouble(part); err != nil || part == "" {
					t.Errorf("of %q: %q, %v", said, f.Name, err)
				}
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// asXML is what of some words XML can hold; the rest has a sign in its place.
func asXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff' {
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func TestEndingsOfStrangersAreTamed(t *testing.T) {
	for given, want := range map[string]string{
		".pdf": ".pdf", ".PDF": ".pdf", ".docx": ".docx", ".7z": ".7z", "": ".bin", ".": ".bin", "pdf": ".bin", ".p df": ".bin", ".pdf ": ".bin", ".pđf": ".bin", "./../../x": ".bin", ".pdf\n": ".bin",
		".a%2e": ".bin", "." + strings.Repeat("a", 16): "." + strings.Repeat("a", 16), "." + strings.Repeat("a", 17): ".bin",
	} {
		c := content("một").with(given, given)
		path, is := packed(t, shipped(t), c)
		r := holdsWhatItSays(t, path, c)
		if name := "representations/rep1/data/00001-1" + want; is.Files != 2 || r.Files[0][0] != name {
			t.Errorf("%q became %q", given, r.Files)
		}
	}
}

func TestTwoFilesOfOneNameAreNoPackage(t *testing.T) {
	c := content("một", "hai").with(".pdf")
	c.File.Documents[1].Ordinal = 1
	if is, err := shipped(t).Package(t.Context(), io.Discard, c); err == nil {
		t.Errorf("written: %+v", is)
	}
}

// errFull is what a disk says that is full.
var errFull = errors.New("no space left on device")

// disk takes so many bytes.
type disk struct{ left int }

func (d *disk) Write(b []byte) (int, error) {
	if len(b) > d.left {
		n := d.left
		d.left = 0
		return n, errFull
	}
	d.left -= len(b)
	return len(b), nil
}

// TestAFullDiskIsNeverAPackage fills it after each byte that a package and the data have.
func TestAFullDiskIsNeverAPackage(t *testing.T) {
	n, c := shipped(t), content("một", "hai").with(".pdf")
	for name, write := range map[string]func(io.Writer) error{
		"a package": func(w io.Writer) error { _, err := n.Package(t.Context(), w, c); return err },
		"the data":  func(w io.Writer) error { return n.XML(w, c) },
	} {
		var all bytes.Buffer
		if err := write(&all); err != nil {
			t.Fatal(err)
		}
		for room := range all.Len() {
			if err := write(&disk{room}); !errors.Is(err, errFull) {
				t.Fatalf("%s of %d bytes where %d fit: %v", name, all.Len(), room, err)
			}
		}
		if err := write(&disk{all.Len()}); err != nil {
			t.Errorf("%s where all fits: %v", name, err)
		}
	}
}

// TestWhatCannotBeReadIsNoPackage has each part fail: before anything of it came, and in its midst.
func TestWhatCannotBeReadIsNoPackage(t *testing.T) {
	wrong := errors.New("a file that is not in the vault")
	fails := func(w io.Writer) error { return errors.Join(written(w, "nửa"), wrong) }
	for name, spoil := range map[string]func(*Content){
		"the files":      func(c *Content) { c.Files = func(int) ([]Paper, error) { return nil, wrong } },
		"the last files": func(c *Content) { c.Files = func(i int) ([]Paper, error) { return nil, []error{nil, wrong}[i] } },
		"a file": func(c *Content) {
			c.Files = func(int) ([]Paper, error) { return []Paper{{Ending: ".pdf", Write: fails}}, nil }
		},
		"the list of papers": func(c *Content) { c.List = fails },
	} {
		c := content("một", "hai").with(".pdf")
		spoil(&c)
		if is, err := shipped(t).Package(t.Context(), io.Discard, c); !errors.Is(err, wrong) {
			t.Errorf("%s: %+v %v", name, is, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	c := content("một", "hai").with(".pdf")
	all := c.Files
	c.Files = func(i int) ([]Paper, error) { stop(); return all(i) }
	if is, err := shipped(t).Package(ctx, io.Discard, c); !errors.Is(err, context.Canceled) || is.Files != 1 {
		t.Errorf("stopped in the midst: %+v %v", is, err)
	}
}

// TestTheDataTellWhatIsKnown reads the data by a program of others: fields in the order of their
// names, each within its element, and none of what nobody knows.
func TestTheDataTellWhatIsKnown(t *testing.T) {
	c := content("văn bản <đến> & trước", "đã thu hồi")
	c.File.Documents[1].Filed = office.Filed{State: office.FiledLooked}
	c.File.Documents[1].Document.Flow = office.FlowOut
	path := filepath.Join(t.TempDir(), "a.xml")
	var b bytes.Buffer
	names, err := Read(bytes.Replace(namesText(t), []byte(`"element": "State"`), []byte(`"element": "About/State"`), 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := names.XML(&b, c); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	const tells = `
import sys, xml.etree.ElementTree as x
def tell(e):
  return e.tag + ('=' + e.text if len(e) == 0 else '(' + ' '.join(tell(c) for c in e) + ')')
print(tell(x.parse(sys.argv[1]).getroot()))`
	got := strings.TrimSpace(string(others(t, tells, path)))
	want := "WorkFile(FileCode(OrganId=H01.01 FileCatalog=2026 FileNotation=01.VP) Title=Hồ sơ ví dụ Maintenance=20 năm Creator=Nguyễn Văn Mẫu DocTotal=2 About(State=Đã kết thúc) " +
		"Documents(Document(DocOrdinal=1 TypeName=Công văn CodeNumber=101 CodeNotation=UBND-VP IssuedDate=2026-05-01 OrganName=Ủy ban nhân dân tỉnh Mẫu Subject=văn bản <đến> & trước PageAmount=1 ArrivalDate=2026-05-01 ArrivalNumber=1) " +
		"Document(DocOrdinal=2 TypeName=Công văn CodeNumber=2 CodeNotation=UBND-VP IssuedDate=2026-05-02 OrganName=Ủy ban nhân dân tỉnh Mẫu Subject=đã thu hồi Recalled=true)))"
	if got != want {
		t.Errorf("the data are\n%s\nand not\n%s", got, want)
	}
}

// TestNamesThatNoPackageCanHaveAreRefused changes one name of those that are shipped.
func TestNamesThatNoPackageCanHaveAreRefused(t *testing.T) {
	text := string(namesText(t))
	for was, names := range map[string][]string{
		`"METS.xml"`:                  {`""`, `"../METS.xml"`, `"/METS.xml"`, `"a\\METS.xml"`, `"CON.xml"`, `"a b.xml"`, `"METS.xml."`, `"a//b"`, `"metadata/HO-SO.xml"`, `"representations/rep1/data/00001-1.pdf"`, `"mục lục.xml"`},
		`"representations/rep1/data"`: {`""`, `".."`, `"a/../b"`, `"metadata/ho-so.xml"`, `"METS.xml"`},
		`"SIP_"`:                      {`""`, `"a/"`, `"../a"`, `"<"`},
		`"WorkFile"`:                  {`""`, `"a b"`, `"1a"`, `"a:b"`, `"a>"`},
		`"FileCode/OrganId"`:          {`"FileCode/"`, `"/OrganId"`, `"Mã"`},
		`"organ"`:                     {`""`, `"file"`, `"ordinal"`},
		`"ordinal"`:                   {`"organ"`},
	} {
		if !strings.Contains(text, was) {
			t.Fatalf("no name is %s", was)
		}
		for _, name := range names {
			if n, err := Read([]byte(strings.Replace(text, was, name, 1))); err == nil {
				t.Errorf("%s in the place of %s is taken: %+v", name, was, n)
			}
		}
	}
	if _, err := Read([]byte("{")); err == nil {
		t.Error("no JSON is taken")
	}
}
