package original

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/vault"
	"tram/local/whole"
)

// MaxFile is the size of a file that is brought in, in bytes.
const MaxFile = 500 << 20

// Door (cửa nhận) brings files in. It is safe for several goroutines.
type Door struct {
	Vault *vault.Vault
	Clock office.Clock

	// Suite makes PDFs of office files; false: this machine has none.
	Suite func(context.Context) (Suite, bool)

	// Signatures judges the digital signatures of a PDF; nil where it has none.
	Signatures Judge
}

// Bring stores a file and tells what it is. The systems and the address are the
// clerk's to add. Password opens a locked PDF; empty: none was given. What was
// stored before an error stays in the vault, where nothing points at it.
func (d *Door) Bring(ctx context.Context, path, password string, p *job.Progress) (office.DataMessage, error) {
	m := office.DataMessage{Name: filepath.Base(path)}
	file, err := open(path)
	if err != nil {
		return m, err
	}
	defer file.Close()
	p.Say("Đang cất bản gốc")
	return d.bring(ctx, m, file, path, password, p)
}

// Made stores a PDF that this program made, and tells what it is.
func (d *Door) Made(ctx context.Context, name string, content io.Reader, p *job.Progress) (office.DataMessage, error) {
	return d.bring(ctx, office.DataMessage{Name: name}, content, name, "", p)
}

// bring stores what is read, and finds out what it is.
func (d *Door) bring(ctx context.Context, m office.DataMessage, from io.Reader, path, password string, p *job.Progress) (_ office.DataMessage, err error) {
	if m.File, m.Size, err = d.keep(ctx, from); err != nil {
		return m, err
	}
	kept, err := d.Vault.Read(m.File)
	if err != nil {
		return m, err
	}
	defer kept.Close()
	kind, err := page.SniffAt(kept, kept.Size())
	if err != nil {
		return m, NoSuchFile.About(m.Name).Because(err)
	}
	switch {
	case kind == page.KindPDF:
		m.Media, m.PDF, m.PDFLen = "pdf", m.File, m.Size
	case slices.Contains([]page.Kind{page.KindJPEG, page.KindPNG, page.KindTIFF}, kind):
		m.Media = string(kind)
		err = d.fromImage(ctx, kept, kept.Size(), &m)
	case suiteReads(kind, path):
		m.Media = extension(path)
		p.Say("Đang chuyển sang PDF bằng LibreOffice")
		err = d.fromSuite(ctx, kept, &m)
	default:
		err = OtherKind.About(m.Name)
	}
	if err != nil {
		return m, err
	}
	p.Say("Đang xem tệp")
	return d.look(ctx, m, password)
}

// Keep is Bring for a file that belongs to a document whatever it is: one of which nothing here makes
// a PDF is kept as it came, without pages (office.DataMessage.Shown).
func (d *Door) Keep(ctx context.Context, path, password string, p *job.Progress) (office.DataMessage, error) {
	m, err := d.Bring(ctx, path, password, p)
	if !errors.Is(err, OtherKind) && !errors.Is(err, NoOfficeSuite) {
		return m, err
	}
	m.Media = extension(path)
	return m, nil
}

// look finds out what the PDF of a message is, and opens a locked one.
func (d *Door) look(ctx context.Context, m office.DataMessage, password string) (office.DataMessage, error) {
	file, err := d.Vault.Read(m.PDF)
	if err != nil {
		return m, err
	}
	defer file.Close()
	is, err := pdf.Inspect(ctx, file, file.Size(), password)
	if err != nil {
		return m, err
	}
	m.Pages, m.Restrictions = len(is.Shapes), is.Restrictions
	if m.Signatures, err = Judged(ctx, d.Signatures, file, file.Size()); err != nil {
		return m, err
	}
	if is.Encrypted {
		if m, err = d.unlock(ctx, file, m, password); err != nil {
			return m, err
		}
	}
	m.Otherwise, err = Otherwise(ctx, d.Vault, m)
	return m, err
}

// Otherwise lists the pages of a message, from 0, that print otherwise than they
// show; none of a file that cannot be drawn.
func Otherwise(ctx context.Context, v *vault.Vault, m office.DataMessage) ([]int, error) {
	file, err := v.Read(m.PDF)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	pages, err := pdf.PrintsOtherwise(ctx, file, file.Size())
	if errors.Is(err, pdf.Unseeable) {
		return nil, nil
	}
	return pages, err
}

// Judge judges the digital signatures of a PDF; nil where it has none.
type Judge = func(ctx context.Context, r io.ReaderAt, size int64) (*office.SignatureReport, error)

// Judged has the signatures of a PDF judged. Such as cannot be read speak against
// the file, and are for the clerk to decide; a broken file without any is only
// broken.
func Judged(ctx context.Context, judge Judge, r io.ReaderAt, size int64) (*office.SignatureReport, error) {
	report, err := judge(ctx, r, size)
	told, is := office.FailureIn(err)
	if !is {
		return report, err
	}
	if signed, failed := pdf.MentionsSignature(ctx, r, size); failed != nil || !signed {
		return nil, failed
	}
	verdict := office.SignatureInvalid
	if errors.Is(err, pdf.SignaturesEncrypted) || errors.Is(err, pdf.SignaturesLocked) {
		verdict = office.SignatureReserved
	}
	return &office.SignatureReport{Verdict: verdict, Said: told.Said}, nil
}

// unlock keeps the pages of an encrypted file without encryption, for the eye and
// the printer.
func (d *Door) unlock(ctx context.Context, locked *vault.Reader, m office.DataMessage, password string) (office.DataMessage, error) {
	to, err := d.Vault.Create()
	if err != nil {
		return m, err
	}
	defer to.Abort()
	if err := pdf.Rewrite(ctx, locked, locked.Size(), password, to); err != nil {
		return m, err
	}
	m.Sealed = true
	m.PDF, m.PDFLen, err = to.Commit()
	return m, err
}

func (d *Door) keep(ctx context.Context, from io.Reader) (office.Digest, int64, error) {
	to, err := d.Vault.Create()
	if err != nil {
		return "", 0, err
	}
	defer to.Abort()
	if _, err := io.Copy(job.Patient(ctx, to), from); err != nil {
		return "", 0, err
	}
	return to.Commit()
}

// open opens a file that is one: a pipe would be waited for without end.
func open(path string) (*os.File, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("no regular file")
	}
	if err != nil {
		return nil, NoSuchFile.About(name).Because(err)
	}
	switch {
	case info.Size() == 0:
		return nil, EmptyFile.About(name)
	case info.Size() > MaxFile:
		return nil, TooLarge.About(name, MaxFile>>20)
	}
	file, err := whole.Open(path)
	if err != nil {
		return nil, NoSuchFile.About(name).Because(err)
	}
	return file, nil
}

// kinds of file that the office suite is asked to read, by the ends of their
// names: a packed file does not say by itself what it is.
var suiteKinds = []string{"doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "txt"}

func suiteReads(kind page.Kind, path string) bool {
	plain := kind == page.KindOther // RTF and plain text
	return (kind == page.KindOffice || plain) && slices.Contains(suiteKinds, extension(path))
}

func extension(path string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
}
