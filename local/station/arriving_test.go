package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tram/local/bundle"
	"tram/local/job"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// manyFrom is a bundle of more entries than come in in one transaction, and a station of
// the same office that has not got it.
func manyFrom(t *testing.T) (to *desk, stick string, last office.Conversion, entries int64) {
	t.Helper()
	from := newDesk(t)
	batch := make([]office.Conversion, fewEntries+300)
	for i := range batch {
		batch[i] = office.Conversion{State: office.Draft, Direction: office.PaperToData, Form: office.Plain, Clerk: staff[0],
			Document: office.Document{Type: "cong-van", Subject: fmt.Sprintf("về việc ví dụ số %d", i)}}
	}
	if _, err := from.store.SaveConversions(t.Context(), store.Act{Actor: program, Step: "draft"}, batch); err != nil {
		t.Fatal(err)
	}
	last = from.act(t)
	to = secondDesk(t, from)
	stick = filepath.Join(t.TempDir(), "gói")
	x, err := from.ExportBundle(t.Context(), stick, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return to, stick, last, x.Entries
}

// arrivedAll waits for what a start has taken up, and tells what is not there.
func (d *desk) arrivedAll(t *testing.T, last office.Conversion, entries int64) {
	t.Helper()
	d.going.Wait()
	if d.Arriving() {
		t.Error("something is still on its way in")
	}
	chains, err := d.Chains(t.Context())
	if err != nil || len(chains) != 2 {
		t.Fatalf("%+v, %v", chains, err)
	}
	if other := chains[1]; other.Own || other.Stand != entries || other.Wait > 0 {
		t.Errorf("%d entries came, and of the other station stand %+v", entries, other)
	}
	if proof, err := d.Prove(t.Context(), last.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v: %s", err, proof.Said)
	}
	if orphans, err := d.Orphans(t.Context()); err != nil || len(orphans) > 0 {
		t.Errorf("%v: %+v", err, orphans)
	}
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("%+v", trouble)
	}
}

// written counts the entries of the own journal, but for what the station puts down as it
// vouches for its head, whenever it is quiet.
func (d *desk) written(t *testing.T) (n int) {
	t.Helper()
	err := d.store.Journal(t.Context(), 0, func(e office.Entry) error {
		if e.Kind != office.KindStationKey && e.Kind != office.KindNotice {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestManyEntriesComeInWholeWhereverTheyAreCutOff(t *testing.T) {
	to, stick, last, entries := manyFrom(t)
	before := to.written(t)
	cut, stop := context.WithCancel(t.Context())
	stops := stopsAt{stop, 450}
	if _, err := to.ImportBundle(cut, stick, stops.progress(t, cut)); !errors.Is(err, ArrivingLater) {
		t.Fatalf("cut off: %v", err)
	}
	if orphans, err := to.Orphans(t.Context()); err != nil || len(orphans) > 0 {
		t.Errorf("files of what is on its way in are nobody's: %v, %+v", err, orphans)
	}
	if now := to.written(t); now != before {
		t.Errorf("the own journal had %d entries of people and has %d", before, now)
	}
	to.restart(t)
	to.arrivedAll(t, last, entries)
	if got, err := to.ImportBundle(t.Context(), stick, nil); err != nil || got.New != 0 || got.Entries != entries {
		t.Errorf("once more: %+v, %v", got, err)
	}
	to.arrivedAll(t, last, entries)
}

// stopsAt ends a context once so many entries were handed on.
type stopsAt struct {
	stop context.CancelFunc
	at   int64
}

func (s stopsAt) progress(t *testing.T, ctx context.Context) *job.Progress {
	p := &job.Progress{}
	go func() {
		for ctx.Err() == nil {
			if done, _, doing := p.Read(); done >= s.at && doing == "Đang nhập nhật ký của trạm kia" {
				s.stop()
			}
		}
	}()
	t.Cleanup(s.stop)
	return p
}

func TestABundleOfManyThatIsSpoiledBringsNothing(t *testing.T) {
	to, stick, _, _ := manyFrom(t)
	var last []byte
	path := filepath.Join(t.TempDir(), "hỏng")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	whole, err := os.Open(stick)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	info, err := whole.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Open(t.Context(), whole, info.Size(), to.sealing, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := bundle.NewWriter(f, to.sealing, b.About)
	if err == nil {
		err = b.Lines(func(text []byte) error { last = text; return w.Line(text) })
	}
	if err = errors.Join(err, w.Line(last[:len(last)/2]), w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := to.ImportBundle(t.Context(), path, nil); !errors.Is(err, bundle.Spoiled) || to.Arriving() {
		t.Errorf("%v", err)
	}
	if chains, err := to.Chains(t.Context()); err != nil || len(chains) != 1 {
		t.Errorf("%v: %+v", err, chains)
	}
}

func TestARenewalWaitsForWhatIsOnItsWayIn(t *testing.T) {
	to, stick, last, entries := manyFrom(t)
	cut, stop := context.WithCancel(t.Context())
	if _, err := to.ImportBundle(cut, stick, stopsAt{stop, 450}.progress(t, cut)); !errors.Is(err, ArrivingLater) {
		t.Fatalf("cut off: %v", err)
	}
	to.renewed(t, Renewal{Reason: people.AfterLeaving, Key: to.sealing.RecoveryKey()})
	to.arrivedAll(t, last, entries)
	to.restart(t)
	to.arrivedAll(t, last, entries)
}
