package escl

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/scanning"
	"tram/local/whole"
)

// tray is where the pages of one scan come to lie.
type tray struct {
	dir   string
	stem  string // of the names of its files
	clock office.Clock
	most  int64 // bytes of a page
}

func newTray(dir string, clock office.Clock, most int64) tray {
	return tray{dir: dir, stem: clock.Now().In(office.VietNam).Format("20060102-150405-") + rand.Text()[:6], clock: clock, most: most}
}

// pageOf says which page of which device a sentence is about.
type pageOf struct {
	device string
	number int // from 1
}

func (p pageOf) bad(why string, err error) error {
	return scanning.BadPage.About(p.device, p.number, why).Because(err)
}

// arrived is a page that came whole and has no name yet.
type arrived struct {
	f     *whole.File
	path  string
	width int // pixels; 0: not known
	at    time.Time
}

// take brings one page to the disk as it comes, without holding it in memory, and looks
// at it there. sum tells it from others.
func (t tray) take(answer *http.Response, watch *watch, p pageOf) (a arrived, sum [sha256.Size]byte, err error) {
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "json") {
		return a, sum, p.bad(notAnImage(kind), fmt.Errorf("a page of type %q", kind))
	}
	name := filepath.Join(t.dir, fmt.Sprintf("%s-%04d", t.stem, p.number))
	f, err := whole.Create(name, 0o600)
	if err != nil {
		return a, sum, err
	}
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(f, hash), watch.over(io.LimitReader(answer.Body, t.most+1)))
	a = arrived{f: f, path: name}
	if err == nil {
		err = a.look(size, t.most, answer.ContentLength, p)
	} else if _, told := office.FailureIn(err); !told { // of the disk
		err = p.bad("bị ngắt khi đang nhận", err)
	}
	if err != nil {
		a.drop()
		return a, sum, err
	}
	a.at = t.clock.Now()
	return a, [sha256.Size]byte(hash.Sum(nil)), nil
}

// endings are those of the pictures that a page may be.
var endings = map[page.Kind]string{page.KindJPEG: ".jpg", page.KindPNG: ".png", page.KindTIFF: ".tif"}

// look tells whether what came is one whole page, and ends its name after what it is.
func (a *arrived) look(size, most, declared int64, p pageOf) error {
	switch {
	case size > most:
		return scanning.Endless.About(p.number, p.device)
	case declared >= 0 && declared != size:
		return p.bad(fmt.Sprintf("báo %d byte nhưng gửi %d byte", declared, size), nil)
	case size == 0:
		return p.bad("tệp rỗng", nil)
	}
	kind, err := page.SniffAt(a.f, size)
	if err != nil {
		return err
	}
	if kind == page.KindPDF {
		if !endsPDF(a.f, size) {
			return p.bad("tệp PDF bị cắt cụt", nil)
		}
		a.path += ".pdf"
		return nil
	}
	info, err := page.Probe(a.f, size)
	switch {
	case err != nil && startsMarkup(a.f, size):
		return p.bad(notAnImage("text/html"), err)
	case err != nil:
		return p.bad("ảnh thiếu hoặc hỏng", err)
	case info.Frames != 1:
		return p.bad("nhiều trang trong một tệp", nil)
	}
	ending, known := endings[kind]
	if !known {
		return p.bad("ảnh thuộc một loại lạ", nil)
	}
	a.path += ending
	a.width = info.Width
	return nil
}

func notAnImage(kind string) string {
	if strings.Contains(kind, "html") {
		return "máy gửi một trang web thay cho ảnh"
	}
	return "máy gửi một thông báo thay cho ảnh"
}

// tail is within how many bytes of its end a PDF says that it ends.
const tail = 1024

func endsPDF(f io.ReaderAt, size int64) bool {
	end := make([]byte, min(size, tail))
	if _, err := f.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	return strings.Contains(string(end), "%%EOF")
}

func startsMarkup(f io.ReaderAt, size int64) bool {
	head := make([]byte, min(size, tail))
	n, _ := f.ReadAt(head, 0)
	return strings.HasPrefix(strings.TrimLeft(string(head[:n]), "\ufeff \t\r\n"), "<")
}

// keep gives the page its name, on the disk for good. dpi and width (units) are what was
// asked for.
func (a arrived) keep(dpi, width int) (office.ScannedPage, error) {
	if err := a.f.CommitAs(a.path); err != nil {
		return office.ScannedPage{}, err
	}
	told := office.ScannedPage{Path: a.path, DPI: float64(dpi), At: a.at}
	if coarser(a.width, dpi, width) {
		told.DPI = 0
	}
	return told, nil
}

// coarser tells whether a page is as wide, within a fiftieth, as one of a lower resolution
// than was asked for: some devices announce more than they do.
func coarser(pixels, dpi, width int) bool {
	return slices.ContainsFunc(usual, func(lower int) bool {
		would := width * lower / unitsPerInch
		return lower < dpi && would > 0 && max(pixels-would, would-pixels)*50 <= would
	})
}

func (a arrived) drop() { a.f.Abort() }

// watch ends a question whose answer does not begin, stands still or never ends.
type watch struct {
	stall, end *time.Timer
}

func newWatch(end func()) *watch {
	return &watch{stall: time.AfterFunc(pageTime, end), end: time.AfterFunc(wholeTime, end)}
}

func (w *watch) stop() { w.stall.Stop(); w.end.Stop() }

func (w *watch) over(r io.Reader) io.Reader {
	w.stall.Reset(stallTime)
	return watched{r, w}
}

type watched struct {
	r io.Reader
	w *watch
}

func (r watched) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	if n > 0 {
		r.w.stall.Reset(stallTime)
	}
	return n, err
}
