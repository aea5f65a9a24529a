package station

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"tram/local/anchor"
	"tram/local/office"
)

// A file of heads or marks that cannot be read, because it is another account's or
// lies on a disk that fails, vouches for nothing and contradicts nothing. It stops
// no reading of the records; it is told beside what is done, a verification names
// it, and no new mark is made that would vouch over it.

// headsOf reads a file of heads as far as it can be read.
func (w *watch) headsOf(h *anchor.Heads) []office.JournalHead {
	heads, err := h.All()
	w.unread(h.Path(), err)
	return heads
}

// unread remembers a file that could not be read. One that is not there was never
// written.
func (w *watch) unread(path string, err error) {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return
	}
	w.mu.Lock()
	told := slices.Contains(w.dark, path)
	if !told {
		w.dark = append(w.dark, path)
	}
	w.mu.Unlock()
	if !told {
		w.s.tellBeside(context.Background(), "", AnchorUnread.About(path).Because(err))
	}
}

// isDark tells whether something that is known of the journal could not be read.
func (w *watch) isDark() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.dark) == 0 {
		return nil
	}
	return AnchorUnread.About(w.dark[0])
}

// darkSaid names what a verification could not hold the journal against.
func (w *watch) darkSaid() (said []office.Condition) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range w.dark {
		k := office.Condition{Point: "Sổ mốc chưa đọc được", Asks: "Mọi sổ mốc trên máy đều được so với nhật ký"}
		said = append(said, k.Owe(fmt.Sprintf("Chưa đọc được %s, nên nhật ký chưa được so với các mốc ở đó.", path), AnchorUnread.Next))
	}
	return said
}
