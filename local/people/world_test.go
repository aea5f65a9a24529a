package people

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/store/storetest"
)

// world is an office on the disk, with the file of its database in hand.
type world struct {
	home, path string
	store      *store.Store
	gate       *Gate
}

func testDesk(t *testing.T) (*Desk, *world, *fixedClock) {
	t.Helper()
	identity, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	clock := &fixedClock{at: now0}
	w := &world{home: t.TempDir()}
	w.path = filepath.Join(w.home, "office.db")
	d := &Desk{Book: NewBook(w.home, identity), Clock: clock, Cost: LeastCost()}
	w.gate = NewGate(d)
	w.store, err = store.Open(t.Context(), w.path, store.Options{Clock: clock, Kinds: Kinds(), Gate: w.gate.Admit})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	kept := Stored{Store: w.store, Station: "Phần mềm"}
	d.Records, d.Tries, d.Station = kept, kept, w.store.Station()
	o := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02"}
	if _, err := w.store.SaveOffice(ctx, store.Act{Actor: "Thiết lập", Step: "setup"}, o); err != nil {
		t.Fatal(err)
	}
	return d, w, clock
}

// again is the same office in another process.
func (w *world) again(t *testing.T, d *Desk) *Desk {
	t.Helper()
	s, err := store.Open(t.Context(), w.path, store.Options{Clock: d.Clock, Kinds: Kinds()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	kept := Stored{Store: s}
	return &Desk{Records: kept, Tries: kept, Book: NewBook(w.home, d.Book.identity), Clock: d.Clock, Station: d.Station, Cost: d.Cost}
}

// steps are the entries of the journal that tell of accounts.
func (w *world) steps(t *testing.T) (steps []string) {
	t.Helper()
	for _, e := range w.entries(t) {
		if e.Kind == KindAccount {
			steps = append(steps, e.Step+" "+e.Actor)
		}
	}
	return steps
}

func (w *world) entries(t *testing.T) (all []office.Entry) {
	t.Helper()
	err := w.store.Journal(ctx, 0, func(e office.Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// rewrite changes an account in the database and in the journal, and makes every hash
// right again.
func (w *world) rewrite(t *testing.T, id office.ID, change func(*Account)) {
	t.Helper()
	a, err := store.One(ctx, w.store, accounts, id)
	if err != nil {
		t.Fatal(err)
	}
	change(&a)
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.ReplaceAll(string(b), "'", "''")
	storetest.Run(t, w.path, fmt.Sprintf(`UPDATE records SET body = '%s' WHERE id = '%s'`, body, id),
		fmt.Sprintf(`UPDATE journal SET body = '%s' WHERE record = '%s' AND seq = (SELECT max(seq) FROM journal WHERE record = '%s')`, body, id, id))
}

func sealInto(t *testing.T, path string, identity *seal.Identity, w written) {
	t.Helper()
	b, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to, err := identity.Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
}
