package original

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"tram/local/child"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/vault"
	"tram/local/whole"
)

// ourselves is who lays an image on a page.
const ourselves = "Trạm Công vụ"

// usualPaper takes an image that does not say how large it is on paper.
const usualPaper = "A4"

// fromImage lays each image of a file on a page of its own size.
func (d *Door) fromImage(ctx context.Context, r io.ReaderAt, size int64, m *office.DataMessage) error {
	infos, err := page.ProbeAll(r, size)
	if err != nil {
		return err
	}
	now := d.Clock.Now()
	to, err := d.Vault.Create()
	if err != nil {
		return err
	}
	defer to.Abort()
	w := pdf.NewWriter(to, pdf.About{ID: office.NewID(now).Bytes(), Title: m.Name, Created: now})
	for _, info := range infos {
		if _, err := page.Decode(ctx, r, size, info.Frame); err != nil {
			return err // what cannot be seen is not printed
		}
		dpiX, dpiY := onPaper(info)
		leaf := pdf.Leaf{Info: info, Content: r, Size: size, Frame: info.Frame, DPIX: dpiX, DPIY: dpiY, Orientation: info.Orientation}
		if _, err := w.Page(ctx, leaf); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	m.Made = &office.MadeFrom{Program: ourselves, At: now}
	m.PDF, m.PDFLen, err = to.Commit()
	return err
}

// onPaper is the resolution at which an image has its true size, or fills a usual
// paper where it does not say.
func onPaper(info page.Info) (x, y float64) {
	if x, y = info.Believed(); x > 0 && y > 0 {
		return x, y
	}
	p, _ := office.Page{Width: info.Width, Height: info.Height}.OnPaper(usualPaper)
	return p.DPIX, p.DPIY
}

// fromSuite has the office suite make a PDF. The file lies open in a folder of its
// own meanwhile, which only this user can read.
func (d *Door) fromSuite(ctx context.Context, from *vault.Reader, m *office.DataMessage) error {
	suite, is := d.Suite(ctx)
	if !is {
		return NoOfficeSuite.About(m.Name)
	}
	place, err := child.NewPlace()
	if err != nil {
		return err
	}
	defer place.Remove() //nolint:errcheck // what stays is swept at the next start
	file := filepath.Join(place.Dir, "van-ban."+m.Media)
	if err := writeOut(file, from); err != nil {
		return err
	}
	made, err := suite.PDF(ctx, file, m.Name, place.Dir)
	if err != nil {
		return err
	}
	result, err := whole.Open(made)
	if err != nil {
		return err
	}
	defer result.Close()
	m.Made = &office.MadeFrom{Program: suite.Version, At: d.Clock.Now()}
	m.PDF, m.PDFLen, err = d.keep(ctx, io.LimitReader(result, MaxFile))
	return err
}

func writeOut(path string, from io.ReadSeeker) error {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = from.Seek(0, io.SeekStart); err == nil {
		_, err = io.Copy(to, from)
	}
	return errors.Join(err, to.Close())
}
