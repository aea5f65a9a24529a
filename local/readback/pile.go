package readback

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/whole"
)

const (
	// MaxSheets of one pile.
	MaxSheets = 500

	drawnDPI = 200 // at which the sheets of a PDF are looked at
	a4Short  = 210 // mm: the width of a sheet whose image does not say how large it is
)

// Pile (xấp giấy) is sheets in the order in which their files were given. It is an
// office.Book, and safe for several goroutines. It keeps no picture.
type Pile struct {
	sheets []sheet
	opened []interface{ Close() error }
}

// sheet is one image, or one page of a PDF.
type sheet struct {
	file  *os.File
	size  int64
	info  page.Info
	pages *pdf.Reading // nil: an image
	at    int          // page of it
	grain float64      // dpi of the scan on it; 0 unknown
}

// Open opens files as they are told apart by their content. One that cannot be read
// refuses them all: a missing sheet would be taken for a missing page.
func Open(ctx context.Context, paths []string) (*Pile, error) {
	if len(paths) == 0 {
		return nil, NoFiles
	}
	p := &Pile{}
	for _, path := range paths {
		if err := p.add(ctx, path); err != nil {
			return nil, errors.Join(named(err, path), p.Close())
		}
	}
	return p, nil
}

func named(err error, path string) error {
	if f, told := office.FailureIn(err); told {
		f.Said = filepath.Base(path) + ": " + f.Said
		return f
	}
	return err
}

func (p *Pile) add(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("no regular file")
	}
	if err != nil {
		return Unopened.About(filepath.Base(path)).Because(err)
	}
	file, err := whole.Open(path)
	if err != nil {
		return Unopened.About(filepath.Base(path)).Because(err)
	}
	p.opened = append(p.opened, file)
	kind, err := page.SniffAt(file, info.Size())
	if err != nil {
		return Unopened.About(filepath.Base(path)).Because(err)
	}
	if kind == page.KindPDF {
		err = p.addPDF(ctx, file, info.Size())
	} else {
		err = p.addImages(file, info.Size())
	}
	if err == nil && len(p.sheets) > MaxSheets {
		err = TooMany.About(MaxSheets)
	}
	return err
}

func (p *Pile) addImages(file *os.File, size int64) error {
	all, err := page.ProbeAll(file, size)
	if err != nil {
		return err
	}
	for _, info := range all {
		p.sheets = append(p.sheets, sheet{file: file, size: size, info: info})
	}
	return nil
}

func (p *Pile) addPDF(ctx context.Context, file *os.File, size int64) error {
	r, err := pdf.Open(ctx, file, size, "")
	if err != nil {
		return err
	}
	p.opened = append(p.opened, r)
	grain := pdf.ScanDPI(ctx, file, size)
	for i := range r.Shapes() {
		s := sheet{pages: r, at: i}
		if i < len(grain) {
			s.grain = grain[i]
		}
		p.sheets = append(p.sheets, s)
	}
	return ctx.Err()
}

// Close closes every file, the last one opened first.
func (p *Pile) Close() error {
	var all error
	for i := len(p.opened) - 1; i >= 0; i-- {
		all = errors.Join(all, p.opened[i].Close())
	}
	p.opened = nil
	return all
}

// Sheets is how many there are.
func (p *Pile) Sheets() int { return len(p.sheets) }

// Sheet gives the picture of a sheet, from 0, as it was captured and upright as its
// file says, with its resolution; 0: the file does not say.
func (p *Pile) Sheet(ctx context.Context, i int) (image.Image, float64, error) {
	s := p.sheets[i]
	if s.pages != nil {
		img, err := s.pages.Picture(ctx, s.at, drawnDPI)
		return img, drawnDPI, err
	}
	img, err := page.Decode(ctx, s.file, s.size, s.info.Frame)
	if err != nil {
		return nil, 0, err
	}
	dpi, _ := s.info.Believed()
	return page.Upright(img, s.info.Orientation), dpi, nil
}

// Grain is what is known of a sheet before it is opened: its pixels, and the
// resolution that it says it has; 0: unknown.
func (p *Pile) Grain(i int) (w, h int, dpi float64) {
	s := p.sheets[i]
	if s.pages == nil {
		x, y := s.info.Believed()
		return s.info.Width, s.info.Height, min(x, y)
	}
	shape := s.pages.Shapes()[s.at]
	return int(shape.W / office.MMPerInch * s.grain), int(shape.H / office.MMPerInch * s.grain), s.grain
}

// Codes reads the texts of the QR codes on a sheet.
func (p *Pile) Codes(ctx context.Context, i int) ([]string, error) {
	img, _, err := p.Sheet(ctx, i)
	if err != nil {
		return nil, err
	}
	return page.FindCodes(ctx, img)
}

// Shapes tells how large the sheets are. One that does not say is as wide as A4.
func (p *Pile) Shapes() []office.PageShape {
	all := make([]office.PageShape, len(p.sheets))
	for i, s := range p.sheets {
		if s.pages != nil {
			all[i] = s.pages.Shapes()[s.at]
			continue
		}
		x, y := s.dpi()
		all[i] = office.PageShape{W: float64(s.info.Width) / x * office.MMPerInch, H: float64(s.info.Height) / y * office.MMPerInch}
		if s.info.Orientation > 4 { // a quarter turn
			all[i].W, all[i].H = all[i].H, all[i].W
		}
	}
	return all
}

// dpi of the image's own width and height.
func (s sheet) dpi() (x, y float64) {
	if x, y = s.info.Believed(); x > 0 && y > 0 {
		return x, y
	}
	x = float64(min(s.info.Width, s.info.Height)) / a4Short * office.MMPerInch
	return x, x
}

// Picture draws a sheet for the eye.
func (p *Pile) Picture(ctx context.Context, i int, dpi float64) (image.Image, error) {
	if s := p.sheets[i]; s.pages != nil {
		return s.pages.Picture(ctx, s.at, dpi)
	}
	img, _, err := p.Sheet(ctx, i)
	if err != nil {
		return nil, err
	}
	shape := p.Shapes()[i]
	w, h := int(shape.W/office.MMPerInch*dpi), int(shape.H/office.MMPerInch*dpi)
	if most := max(img.Bounds().Dx(), img.Bounds().Dy()); max(w, h) <= most {
		return page.Shrink(img, max(w, h)), nil
	}
	larger := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.BiLinear.Scale(larger, larger.Bounds(), img, img.Bounds(), draw.Src, nil)
	return larger, nil
}

// Find finds nothing: these are pictures.
func (p *Pile) Find(context.Context, string, int, int) ([]office.TextHit, error) { return nil, nil }

// Attachments lists none.
func (p *Pile) Attachments(context.Context) ([]office.Attachment, error) { return nil, nil }
