package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tram/local/office"
	"tram/local/page"
	"tram/local/whole"
)

// Batch is pages for a conversion in one go, straight from the clerk's files:
// nothing is copied. Each file is looked at again whenever it is opened and
// closed, so that one that changed meanwhile is found.
type Batch struct {
	pages      []office.Page
	files      map[office.ID]gathered // of pages
	infos      map[office.ID]page.Info
	containers map[office.Digest]gathered
	spill      *spill
}

// gathered is where the bytes of a page lie: in a file of the clerk, or in
// the spill.
type gathered struct {
	path string
	name string
	was  fs.FileInfo
	told time.Time // what the file tells of its own time
	span page.Span // in the spill, when path is empty
}

// GatherParams is what Gather needs beside the files.
type GatherParams struct {
	Paper string // of pages whose resolution is not known; empty: they stay unknown
	Clock office.Clock
	Lift  Lifter

	NoPaper NoPaper
}

// Gather probes files as Take does, without a tray. One that cannot be a page
// refuses them all, with its name. Page.Capture stays empty, to be hashed while
// the file is streamed, but for images lifted out of a scanner's PDF.
func Gather(ctx context.Context, paths []string, g GatherParams) (*Batch, error) {
	var err error
	if g.Paper, err = knownPaper(g.Paper); err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, NothingTaken
	}
	found := make([][]page.Info, len(paths))
	was, times := make([]fs.FileInfo, len(paths)), make([]time.Time, len(paths))
	group, probing := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		group.Go(func() (err error) {
			if err = probing.Err(); err == nil {
				found[i], was[i], times[i], err = look(probing, path)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	b := &Batch{files: map[office.ID]gathered{}, infos: map[office.ID]page.Info{}, containers: map[office.Digest]gathered{}}
	for i, path := range paths {
		if err := b.add(ctx, gathered{path: path, name: shown(path), was: was[i], told: times[i]}, found[i], g); err != nil {
			return nil, errors.Join(told(shown(path), err), b.Close())
		}
	}
	return b, nil
}

// look probes one file; a PDF has no infos yet.
func look(ctx context.Context, path string) ([]page.Info, fs.FileInfo, time.Time, error) {
	src, err := openSource(path)
	if err != nil {
		return nil, nil, time.Time{}, told(shown(path), err)
	}
	defer src.f.Close()
	if src.kind == page.KindPDF {
		return nil, src.was, src.told(), nil
	}
	all, err := page.ProbeAll(src, src.Size())
	if err == nil {
		err = wholeAll(ctx, src, src.Size(), all)
	}
	if err == nil {
		err = src.unchanged()
	}
	if err != nil {
		return nil, nil, time.Time{}, told(src.name, err)
	}
	return all, src.was, src.told(), nil
}

func (b *Batch) add(ctx context.Context, at gathered, infos []page.Info, g GatherParams) error {
	if infos == nil {
		return b.addContainer(ctx, at, g)
	}
	for _, info := range infos {
		p := at.photographed(ctx, pageOf(office.NewID(g.Clock.Now()), info, g.Paper), info)
		p.Name, p.Size, p.Told = at.name, at.was.Size(), at.told
		b.pages, b.files[p.ID], b.infos[p.ID] = append(b.pages, p), at, info
	}
	return nil
}

// photographed is photographed of a file that was gathered.
func (at gathered) photographed(ctx context.Context, p office.Page, info page.Info) office.Page {
	src, err := at.open()
	if err != nil {
		return p // whoever reads its pages tells
	}
	defer src.f.Close()
	return photographed(ctx, p, info, src, src.Size())
}

// addContainer lifts the pages of a PDF into the spill.
func (b *Batch) addContainer(ctx context.Context, at gathered, g GatherParams) error {
	src, err := at.open()
	if err != nil {
		return err
	}
	defer src.f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(src, 0, src.Size())); err != nil {
		return reading(err)
	}
	container := office.Digest(hex.EncodeToString(hash.Sum(nil)))
	if err := g.NoPaper.tells(ctx, container); err != nil {
		return err
	}
	first := len(b.pages)
	signed, err := lift(ctx, g.Lift, src, func(l Lifted, info page.Info) error {
		span, err := b.spilled(l.Content)
		if err != nil {
			return err
		}
		p := pageOn(office.NewID(g.Clock.Now()), l, info, g.Paper)
		p.Name, p.Capture, p.Size = at.name, office.DigestOf(l.Content), int64(len(l.Content))
		p.Container, p.Told = container, at.told
		b.pages, b.files[p.ID], b.infos[p.ID] = append(b.pages, p), gathered{name: at.name, span: span}, info
		return nil
	})
	switch {
	case err != nil:
		return err
	case len(b.pages) == first:
		return NoPageInside
	}
	for i := range b.pages[first:] {
		b.pages[first+i].Signed = signed
	}
	b.containers[container] = at
	return src.unchanged()
}

func (b *Batch) spilled(content []byte) (page.Span, error) {
	if b.spill == nil {
		s, err := newSpill()
		if err != nil {
			return page.Span{}, err
		}
		b.spill = s
	}
	return b.spill.keep(content)
}

// Pages are the pages in the order of the files.
func (b *Batch) Pages() []office.Page { return slices.Clone(b.pages) }

// Open gives the bytes of a page. Closing it tells, as ChangedMeanwhile, if
// the clerk's file was changed while it was read.
func (b *Batch) Open(id office.ID) (Content, error) {
	at, there := b.files[id]
	if !there {
		return nil, NoSuchPage.Because(fmt.Errorf("page %s", id))
	}
	if at.path == "" {
		return b.spill.open(at.span), nil
	}
	src, err := at.open()
	if err != nil {
		return nil, told(at.name, err)
	}
	return src, nil
}

// Container gives a scanner's PDF as it came in.
func (b *Batch) Container(d office.Digest) (Content, error) {
	at, there := b.containers[d]
	if !there {
		return nil, NoFile.Because(fmt.Errorf("container %s", d))
	}
	src, err := at.open()
	if err != nil {
		return nil, told(at.name, err)
	}
	return src, nil
}

// open opens the clerk's file again, and refuses it if it is another by now.
func (at gathered) open() (*source, error) {
	f, err := whole.Open(at.path)
	if err != nil {
		return nil, reading(err)
	}
	src := &source{name: at.name, path: at.path, f: f, was: at.was}
	if err := src.unchanged(); err != nil {
		f.Close()
		return nil, err
	}
	return src, nil
}

// Close forgets what was lifted out of PDFs. The clerk's files are not touched.
func (b *Batch) Close() error {
	if b.spill == nil {
		return nil
	}
	return b.spill.Close()
}
