package wia

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// TestMain makes this program a worker where it is started as one: a process of its own, on
// a device that is played as a file says.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == Worker {
		os.Exit(Serve(os.Stdin, os.Stdout))
	}
	if len(os.Args) == 3 && os.Args[1] == Worker {
		os.Exit(serve(os.Stdin, os.Stdout, &played{path: os.Args[2]}))
	}
	os.Exit(m.Run())
}

// stack is what a played device holds and what happens to it.
type stack struct {
	Sheets, Fed int
	Code        uint32 // that the transfer answers
	After       int    // pages
	Step        step   // at which it answers; empty: transfer
	Feeder      int    // that the feeder says at the end; 0: by its sheets
	Hush        bool   // the feeder does not tell how it is
	Dies, Hangs bool   // the worker, in the midst of the next page
	Short       bool   // the next page is cut
	Half        bool   // the next page begins, and nothing more comes
	Deaf        bool   // it goes on when it is told to stop
}

type played struct {
	path string
	stack
}

func (p *played) load() {
	b, err := os.ReadFile(p.path)
	if err == nil {
		err = json.Unmarshal(b, &p.stack)
	}
	if err != nil {
		panic(err)
	}
}

func (p *played) save() {
	b, err := json.Marshal(p.stack)
	if err == nil {
		err = os.WriteFile(p.path, b, 0o600)
	}
	if err != nil {
		panic(err)
	}
}

const playedID = `{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\0001`

func (p *played) list(each func(found)) error {
	p.load()
	if p.Step == start {
		return hresult{start, p.Code}
	}
	each(found{ID: playedID, Name: "Máy quét\u202e mẫu", Sources: []office.ScanSource{office.Duplex, office.Feeder, office.Flatbed, "kho"}, Offers: office.ScanOffers{DPI: []int{75, 300}}})
	return nil
}

func (p *played) scan(ctx context.Context, s job, out pages) (int, error) {
	p.load()
	defer p.save()
	switch {
	case s.Device != playedID:
		return unknown, hresult{open, noDevice}
	case p.Step != "":
		return unknown, hresult{p.Step, p.Code}
	case s.Source == office.Flatbed:
		p.Sheets, p.Fed = 1, 0
	}
	for made := 0; ; made++ {
		back := s.Source == office.Duplex && made%2 == 1
		switch {
		case p.happens(made, out):
			return p.feeder(), hresult{transfer, p.Code}
		case ctx.Err() != nil && !p.Deaf:
			return p.feeder(), hresult{transfer, 1}
		case p.Sheets == 0 && !back && (made > 0 || s.Source == office.Flatbed):
			return p.feeder(), nil
		case p.Sheets == 0 && !back:
			return p.feeder(), hresult{transfer, paperEmpty}
		case !back:
			p.Sheets--
			p.Fed++
		}
		path, err := out.next()
		if err != nil {
			return p.feeder(), nil // as many came as were asked for
		}
		b := bmp(p.Fed, back)
		if p.Short && made == p.After {
			b = b[:len(b)-1]
		}
		time.Sleep(10 * time.Millisecond)
		out.alive()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			return p.feeder(), err
		}
		if err := out.whole(); err != nil {
			return p.feeder(), err
		}
	}
}

// happens tells whether the transfer ends here.
func (p *played) happens(made int, out pages) bool {
	if made != p.After || p.Short {
		return false
	}
	if p.Half || p.Dies || p.Hangs {
		path, _ := out.next()
		_ = os.WriteFile(path, []byte("BM"), 0o600)
	}
	switch {
	case p.Dies:
		p.save()
		os.Exit(3)
	case p.Hangs:
		p.save()
		time.Sleep(time.Hour)
	}
	return p.Code != 0 || p.Half
}

func (p *played) feeder() int {
	switch {
	case p.Hush:
		return unknown
	case p.Feeder != 0:
		return p.Feeder
	case p.Sheets > 0:
		return feedReady
	}
	return 0
}

const side = 16 // pixels of a page

// bmp is a page of one grey that tells its side.
func bmp(sheet int, back bool) []byte {
	level := byte(sheet * 2)
	if back {
		level++
	}
	b := append([]byte("BM"), make([]byte, 52)...)
	for at, v := range map[int]uint32{10: 54, 14: 40, 18: side, 22: side, 26: 1 | 24<<16, 38: 11811, 42: 11811} {
		binary.LittleEndian.PutUint32(b[at:], v)
	}
	return append(b, bytes.Repeat([]byte{level}, 3*side*side)...)
}

func sideOf(path string) (sheet int, back bool, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, false, err
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return 0, false, err
	}
	rgba, is := img.(*image.RGBA)
	if !is || img.Bounds().Dx() != side {
		return 0, false, fmt.Errorf("a %T of %v", img, img.Bounds())
	}
	return int(rgba.Pix[0]) / 2, rgba.Pix[0]%2 == 1, nil
}

// drive is a driver whose worker plays a stack.
func drive(t *testing.T, s stack) (*Driver, *played) {
	t.Helper()
	p := &played{path: filepath.Join(t.TempDir(), "stack.json"), stack: s}
	p.save()
	d := New(office.SystemClock{})
	d.worker = func() ([]string, error) { return []string{os.Args[0], Worker, p.path}, nil }
	return d, p
}
