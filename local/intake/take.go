package intake

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
)

// Taken tells what became of the files that were given.
type Taken struct {
	Pages   []office.Page // acknowledged, in their order
	Refused []Refused
	First   office.ID // page with which the step of Undo begins that they are part of
}

// Refused is a file that was not taken in. The sentence in Err names it.
type Refused struct {
	Name string
	Err  error
}

// batch is how many pages are acknowledged with one writing of the manifest.
const batch = 8

// Take takes files in at a place among the pages (at < 0: at the end). The
// paper counts for pages whose resolution is not known; empty leaves them
// asking. A file that cannot be a page is refused and the others go on; an
// error means that the tray itself could not be written, or that ctx was done:
// what Taken lists is kept all the same. All pages of one Take are one step of
// Undo, unless something else was done between them.
func (t *Tray) Take(ctx context.Context, at int, paths []string, paper string, p *job.Progress) (Taken, error) {
	paper, err := knownPaper(paper)
	if err != nil {
		return Taken{}, err
	}
	w := taking{t: t, at: at, paper: paper}
	return w.take(ctx, paths, p)
}

// TakeScanned is Take for one page that a scanner sent: where its file tells no resolution,
// the one that was scanned at counts, in dpi; 0: it is not known. It is one step of Undo
// with those before it, from the page first on, unless something else was done since; empty:
// it begins one.
func (t *Tray) TakeScanned(ctx context.Context, at int, path string, dpi float64, first office.ID) (Taken, error) {
	w := taking{t: t, at: at, dpi: dpi, named: office.ScannedName}
	if first != "" {
		w.last = &first
	}
	return w.take(ctx, []string{path}, nil)
}

func (w *taking) take(ctx context.Context, paths []string, p *job.Progress) (Taken, error) {
	w.t.taking.Lock()
	defer w.t.taking.Unlock()
	p.Expect(int64(len(paths)))
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return w.end(err)
		}
		p.Say("Đang lấy “" + shown(path) + "”")
		if err := w.file(ctx, path); err != nil {
			return w.end(err)
		}
		p.Did(1)
	}
	return w.end(nil)
}

// taking is one Take on its way.
type taking struct {
	t     *Tray
	at    int
	paper string
	dpi   float64
	named string // begins the name of each page
	taken Taken

	pages []office.Page // stored, not yet acknowledged
	files []kept
	last  *office.ID // first page of the step that was last written
}

// end acknowledges what is stored, whatever ended the taking.
func (w *taking) end(err error) (Taken, error) {
	if ackErr := w.acknowledge(); err == nil {
		err = ackErr
	}
	return w.taken, err
}

// file takes one file in; an error is one of the tray.
func (w *taking) file(ctx context.Context, path string) error {
	name := shown(path)
	refuse := func(err error) {
		w.taken.Refused = append(w.taken.Refused, Refused{name, told(name, err)})
	}
	src, err := openSource(path)
	if err != nil {
		refuse(err)
		return nil
	}
	defer src.f.Close()
	got, err := w.t.read(ctx, src, w.paper)
	if err != nil {
		w.t.captures.drop(got.files)
		if ctx.Err() != nil || !got.refusable {
			return err
		}
		refuse(err)
		return nil
	}
	scannedAt(got.pages, w.dpi)
	for i := range got.pages {
		got.pages[i].Told, got.pages[i].Name = src.told(), w.named+got.pages[i].Name
	}
	w.pages, w.files = append(w.pages, got.pages...), append(w.files, got.files...)
	if len(w.pages) >= batch {
		return w.acknowledge()
	}
	return nil
}

// scannedAt gives pages whose file tells no resolution that at which they were scanned, in
// dpi; 0: it is not known.
func scannedAt(pages []office.Page, dpi float64) {
	for i, p := range pages {
		if !p.SizeKnown() && dpi > 0 {
			pages[i].DPIX, pages[i].DPIY = dpi, dpi
		}
	}
}

// got is what one file gave. The fault of an error lies with the file when it
// is refusable, otherwise with the tray.
type got struct {
	pages     []office.Page
	files     []kept
	refusable bool
}

func (t *Tray) read(ctx context.Context, src *source, paper string) (got, error) {
	if src.kind == page.KindPDF {
		return t.readContainer(ctx, src, paper)
	}
	all, err := page.ProbeAll(src, src.Size())
	if err != nil {
		return got{refusable: true}, err
	}
	looked := make(chan error, 1) // beside the disk
	go func() { looked <- wholeAll(ctx, src.f, src.Size(), all) }()
	k, err := t.captures.keep(src.reader())
	half := <-looked
	if err != nil {
		return got{refusable: src.err != nil}, err
	}
	g := got{files: []kept{k}}
	if err := cmp.Or(src.unchanged(), half); err != nil {
		g.refusable = true
		return g, err
	}
	for _, info := range all {
		p := photographed(ctx, pageOf(t.newID(), info, paper), info, src, src.Size())
		g.pages = append(g.pages, t.captured(p, src.name, k))
	}
	return g, nil
}

// wholeAll tells whether each picture of a file goes on to its last row.
func wholeAll(ctx context.Context, r io.ReaderAt, size int64, all []page.Info) error {
	for _, info := range all {
		if err := page.Whole(ctx, r, size, info); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tray) newID() office.ID { return office.NewID(t.in.clock.Now()) }

func (t *Tray) captured(p office.Page, name string, k kept) office.Page {
	p.Name, p.Capture, p.Size = name, k.digest, k.size
	return p
}

// readContainer stores a scanner's PDF untouched, and each page image out of
// it as a capture of its own. A PDF that cannot be read to its end is refused
// whole.
func (t *Tray) readContainer(ctx context.Context, src *source, paper string) (got, error) {
	container, err := t.captures.keep(src.reader())
	if err != nil {
		return got{refusable: src.err != nil}, err
	}
	g := got{files: []kept{container}}
	if err := src.unchanged(); err != nil {
		g.refusable = true
		return g, err
	}
	if err := t.in.NoPaper.tells(ctx, container.digest); err != nil {
		_, g.refusable = office.FailureIn(err)
		return g, err
	}
	err = t.lift(ctx, container.digest, src, src.name, paper, &g)
	return g, err
}

// tells is a NoPaper that may be nil.
func (tells NoPaper) tells(ctx context.Context, container office.Digest) error {
	if tells == nil {
		return nil
	}
	return tells(ctx, container)
}

func (t *Tray) lift(ctx context.Context, container office.Digest, r Content, name, paper string, g *got) error {
	var trayErr error
	signed, err := lift(ctx, t.in.lift, r, func(l Lifted, info page.Info) error {
		k, err := t.captures.keep(bytes.NewReader(l.Content))
		if err != nil {
			trayErr = err
			return err
		}
		p := t.captured(pageOn(t.newID(), l, info, paper), name, k)
		p.Container = container
		g.pages, g.files = append(g.pages, p), append(g.files, k)
		return nil
	})
	if trayErr != nil {
		return trayErr
	}
	for i := range g.pages {
		g.pages[i].Signed = signed
	}
	g.refusable = true
	if err == nil && len(g.pages) == 0 {
		err = NoPageInside
	}
	return err
}

// lift runs the Lifter, which reads foreign bytes, and probes what it emits.
func lift(ctx context.Context, run Lifter, r Content, each func(Lifted, page.Info) error) (signed bool, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = page.Damaged.Because(fmt.Errorf("lift pages: %v", caught))
		}
	}()
	return run(ctx, r, r.Size(), func(l Lifted) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		content, size := bytes.NewReader(l.Content), int64(len(l.Content))
		all, err := page.ProbeAll(content, size)
		if err == nil {
			err = wholeAll(ctx, content, size, all)
		}
		if err != nil {
			return prefixed(fmt.Sprintf("Trang %d trong tệp: ", l.Sheet), err)
		}
		for _, info := range all {
			if err := each(l, l.over(info)); err != nil {
				return err
			}
		}
		return nil
	})
}

// acknowledge lists the stored pages in the manifest. When it returns without
// error they are on the disk for good.
func (w *taking) acknowledge() error {
	if len(w.pages) == 0 {
		return nil
	}
	pages, files := w.pages, w.files
	w.pages, w.files = nil, nil
	err := w.t.change(func(m *manifest) error {
		if w.at < 0 || w.at > len(m.Pages) {
			w.at = len(m.Pages)
		}
		m.store(files)
		if err := m.insert(w.at, pages, w.last); err != nil {
			return err
		}
		w.taken.First = m.Past[len(m.Past)-1][0].In[0].ID
		return nil
	})
	if err != nil {
		w.t.captures.drop(files)
		return err
	}
	if w.last == nil {
		w.last = &pages[0].ID
	}
	w.at += len(pages)
	w.taken.Pages = append(w.taken.Pages, pages...)
	return nil
}

func (m *manifest) store(files []kept) {
	for _, k := range files {
		m.Stored[k.digest] = k.size
	}
}

// insert puts pages in, as a part of the last step if that is the one that
// began with the page first and ends where these begin.
func (m *manifest) insert(at int, pages []office.Page, first *office.ID) error {
	if n := len(m.Past); first != nil && n > 0 && len(m.Future) == 0 {
		if s := m.Past[n-1]; len(s) == 1 && len(s[0].In) > 0 && s[0].In[0].ID == *first && s[0].At+len(s[0].In) == at {
			m.Past[n-1] = step{{At: s[0].At, Out: s[0].Out, In: slices.Concat(s[0].In, pages)}}
			m.Pages = slices.Insert(m.Pages, at, pages...)
			return nil
		}
	}
	return m.do(step{{At: at, In: pages}})
}
