package copyingtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"

	"tram/local/copying"
)

// Faulty is a target in memory that fails as disks and lines do. Without a fault it keeps
// what every target promises.
type Faulty struct {
	mu      sync.Mutex
	objects map[string][]byte

	// Left is how many more puts and removals it carries out before it is gone; negative:
	// it never is.
	Left int

	// Lies tells of an object that is being put what is kept of it; nil: all.
	Lies func(name string, b []byte) []byte
}

// NewFaulty is one that is well.
func NewFaulty() *Faulty { return &Faulty{objects: map[string][]byte{}, Left: -1} }

// Said is what it is.
func (f *Faulty) Said() string { return "ổ thử" }

// Objects are what lies on it, to look at and to spoil.
func (f *Faulty) Objects() map[string][]byte { return f.objects }

// Clone is another one with the same objects.
func (f *Faulty) Clone() *Faulty {
	c := NewFaulty()
	for name, b := range f.objects {
		c.objects[name] = bytes.Clone(b)
	}
	return c
}

var errBadName = errors.New("no name of an object")

func (f *Faulty) begin(ctx context.Context, name string, changes bool) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case !copying.GoodName(name):
		return errBadName
	case f.Left == 0:
		return copying.Gone.About(f.Said())
	case changes && f.Left > 0:
		f.Left--
	}
	return nil
}

// Put keeps an object.
func (f *Faulty) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err == nil && int64(len(b)) != size {
		err = io.ErrUnexpectedEOF
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := errors.Join(err, f.begin(ctx, name, true)); err != nil {
		return err
	}
	if _, there := f.objects[name]; there {
		return copying.ErrThere
	}
	if f.Lies != nil {
		b = f.Lies(name, b)
	}
	f.objects[name] = b
	return nil
}

// Get gives what is kept.
func (f *Faulty) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.begin(ctx, name, false); err != nil {
		return nil, 0, err
	}
	b, there := f.objects[name]
	if !there {
		return nil, 0, copying.ErrNone
	}
	return io.NopCloser(bytes.NewReader(b)), int64(len(b)), nil
}

// List tells what is kept.
func (f *Faulty) List(ctx context.Context, folder string, yield func(name string, size int64) error) error {
	f.mu.Lock()
	if f.Left == 0 {
		f.mu.Unlock()
		return copying.Gone.About(f.Said())
	}
	found := map[string]int64{}
	for name, b := range f.objects {
		if folder == "" || strings.HasPrefix(name, folder+"/") {
			found[name] = int64(len(b))
		}
	}
	f.mu.Unlock()
	for name, size := range found {
		if err := errors.Join(ctx.Err(), yield(name, size)); err != nil {
			return err
		}
	}
	return nil
}

// Remove forgets an object.
func (f *Faulty) Remove(ctx context.Context, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.begin(ctx, name, true); err != nil {
		return err
	}
	delete(f.objects, name)
	return nil
}
