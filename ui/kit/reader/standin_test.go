package reader

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"os"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

var (
	a4      = office.PageShape{W: 210, H: 297}
	a3      = office.PageShape{W: 420, H: 297}
	errTorn = office.Failure{Name: "test.torn", Said: "Không vẽ được trang 2.", Next: "Các trang khác vẫn xem được."}
)

// book is a stand-in: grey pages, words that stand on given pages.
type book struct {
	shapes []office.PageShape
	torn   int // page that cannot be drawn; -1: none
	words  map[string][]int
	hold   chan struct{} // pictures wait for it; nil: they do not

	mu     sync.Mutex
	asked  []want
	found  []int // pages from which was searched
	closed bool
}

func newBook(shapes ...office.PageShape) *book { return &book{shapes: shapes, torn: -1} }

func (b *book) Shapes() []office.PageShape { return b.shapes }

func (b *book) Picture(ctx context.Context, page int, dpi float64) (image.Image, error) {
	b.mu.Lock()
	b.asked = append(b.asked, want{page, dpi})
	b.mu.Unlock()
	if b.hold != nil {
		select {
		case <-b.hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if page == b.torn {
		return nil, errTorn
	}
	s := b.shapes[page]
	img := image.NewGray(image.Rect(0, 0, int(s.W/25.4*dpi+0.5), int(s.H/25.4*dpi+0.5)))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: uint8(200 - page%100)}), image.Point{}, draw.Src)
	return img, nil
}

func (b *book) Find(_ context.Context, words string, from, most int) (hits []office.TextHit, _ error) {
	b.mu.Lock()
	b.found = append(b.found, from)
	b.mu.Unlock()
	for i := from; i < len(b.shapes) && len(hits) < most; i++ {
		for _, on := range b.words[words] {
			if on == i {
				hits = append(hits, office.TextHit{Page: i, Boxes: [][4]float64{{50, 150, 80, 156}}})
			}
		}
	}
	return hits, nil
}

func (b *book) Close() error {
	b.closed = true
	return nil
}

// times counts how often a page was asked for.
func (b *book) times(page int) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, w := range b.asked {
		if w.page == page {
			n++
		}
	}
	return n
}

// pages are those that were asked for.
func (b *book) pages() (all []int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, w := range b.asked {
		if !slices.Contains(all, w.page) {
			all = append(all, w.page)
		}
	}
	return all
}

// reading shows a book in a window of the usual size.
func reading(t *testing.T, b *book) *Reader {
	t.Helper()
	r := empty(t)
	r.Show(b)
	kit.Settle()
	t.Cleanup(func() {
		r.Close()
		kit.Settle()
	})
	return r
}

func empty(t *testing.T) *Reader {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	r := New(kit.NewDesk(t.Context(), w))
	w.SetContent(r.Content())
	w.Resize(fyne.NewSize(1104, 640))
	return r
}

func copies(n int, s office.PageShape) []office.PageShape {
	return slices.Repeat([]office.PageShape{s}, n)
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }
