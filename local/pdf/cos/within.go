package cos

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
)

// ErrOpen says that an object of an older state of a file goes on behind the end of
// that state: what came there is read as a part of it.
var ErrOpen = errors.New("an object goes on behind the end")

// Within tells whether all objects that the tables of an older state list, which the
// first from bytes are, end inside it. An ErrOpen says that one does not. An ErrLoose
// says that one cannot be read as it is written, so that readers look for its end
// each in its own way. Of a stream its length is looked at, and not what it packs.
func (f *File) Within(from int64) error {
	before, err := f.Until(from)
	if err != nil {
		return f.syntax(err)
	}
	if f.ended == nil {
		f.ended = map[row]int64{}
	}
	w := ending{f: before, all: f.size, seen: f.ended}
	var doubt error
	for _, r := range before.single() {
		if to, known := f.ended[r]; known && to <= from {
			continue
		}
		switch err := w.object(r); {
		case errors.Is(err, ErrLoose):
			doubt = err
		case err != nil:
			return err
		}
	}
	return doubt
}

// single lists the objects that stand by themselves, in the order of the file.
func (f *File) single() (rows []row) {
	for num, e := range f.entries {
		if e.kind == plain {
			rows = append(rows, row{num, e})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.at, b.at) })
	return rows
}

// ending looks for the ends of objects, with a piece of the file at hand: small
// objects lie side by side.
type ending struct {
	f     *File
	all   int64 // bytes of the newest state
	piece []byte
	at    int64         // of the piece
	seen  map[row]int64 // where objects end of which the end is sure
}

const pieceAtHand = 16 << 10

// object checks where one object ends.
func (w *ending) object(r row) error {
	if r.at >= w.all {
		return loose("an object outside the file")
	}
	if r.at >= w.f.size {
		return ErrOpen
	}
	item, err := w.item(r)
	switch {
	case errors.Is(err, errShort):
		return ErrOpen
	case err != nil:
		return w.f.syntax(err)
	case item.Stream == 0:
		w.seen[r] = r.at + int64(len(item.Source))
		return nil
	}
	return w.stream(r, item)
}

// item reads an object out of the piece at hand, or of a fresh one.
func (w *ending) item(r row) (item Item, err error) {
	if r.at < w.at || r.at >= w.at+int64(len(w.piece)) {
		if err := w.turnTo(r.at); err != nil {
			return item, err
		}
	}
	if item, err = w.parsed(r); !errors.Is(err, errShort) || w.whole() {
		return item, err
	}
	if err := w.turnTo(r.at); err != nil {
		return item, err
	}
	if item, err = w.parsed(r); !errors.Is(err, errShort) || w.whole() {
		return item, err
	}
	return w.f.object(r.num, int(r.gen), r.at)
}

func (w *ending) whole() bool { return w.at+int64(len(w.piece)) == w.f.size }

func (w *ending) turnTo(at int64) error {
	w.at, w.piece = at, make([]byte, min(pieceAtHand, w.f.size-at))
	return w.f.readAt(w.piece, at)
}

func (w *ending) parsed(r row) (Item, error) {
	item, err := indirect(w.piece[r.at-w.at:], r.num, int(r.gen), w.whole())
	if item.Stream > 0 {
		item.Stream += r.at
	}
	return item, err
}

// stream checks each length that a stream tells: where one stands twice, readers
// differ on which counts.
func (w *ending) stream(r row, item Item) error {
	told := false
	for _, e := range item.Value.(Dict).Entries {
		if e.Key != "Length" {
			continue
		}
		to, err := w.length(item, e.Value)
		if err != nil {
			return err
		}
		if _, by := e.Value.(Ref); !by && to > 0 && !told {
			w.seen[r] = to
		} else {
			delete(w.seen, r)
		}
		told = true
	}
	if !told {
		return w.found(item.Stream)
	}
	return nil
}

// mostSearched is how far beyond a wrong length poppler reads on.
const mostSearched = 5000

// length checks that a stream ends where it says, and tells where; 0 where its end
// stands elsewhere, and is as sure.
func (w *ending) length(item Item, told Object) (int64, error) {
	v, err := w.f.Value(told)
	if err != nil {
		return 0, w.f.syntax(err)
	}
	n, is := Number(v)
	switch {
	case !is || n < 0:
		return 0, w.found(item.Stream)
	case n > float64(w.f.size-item.Stream):
		return 0, ErrOpen
	}
	to := item.Stream + int64(n)
	b := make([]byte, min(int64(len(endOfStream)+mostBlanks), w.f.size-to))
	if err := w.f.readAt(b, to); err != nil {
		return 0, err
	}
	if bytes.HasPrefix(bytes.TrimLeft(b, "\r\n \t"), endOfStream) {
		return to + int64(len(b)), nil
	}
	return 0, errors.Join(w.found(item.Stream), w.found(to-int64(len(endOfStream)+2)))
}

var endOfStream = []byte("endstream")

const mostBlanks = 7

// found looks for the end of a stream whose length is wrong, as readers do.
func (w *ending) found(from int64) error {
	most := w.f.size - mostSearched
	for at := max(from, 0); at < most; at += pieceAtHand - int64(len(endOfStream)) {
		b := make([]byte, min(pieceAtHand, most-at))
		if err := w.f.readAt(b, at); err != nil {
			return err
		}
		if bytes.Contains(b, endOfStream) {
			return nil
		}
	}
	return loose("a stream of which nobody knows where it ends")
}
