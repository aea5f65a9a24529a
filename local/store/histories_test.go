package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
)

// thing is a record of kinds that differ in what becomes of versions made apart.
type thing struct {
	ID      office.ID    `json:"id"`
	Version int64        `json:"version"`
	Name    string       `json:"name"`
	Room    string       `json:"room"`
	Note    string       `json:"note,omitempty"`
	Told    int          `json:"told,omitempty"` // how often
	State   office.State `json:"state"`
}

func thingKind(name office.Kind, clash Clash) Kind[thing] {
	return Kind[thing]{
		Name: name, Said: "Vật", Clash: clash, Gone: []office.State{"gone"}, Counts: []string{"told"},
		Named: func(t *thing) (*office.ID, *int64) { return &t.ID, &t.Version },
		Steps: []Step{{Name: "enter", Said: "Nhập"}, {Name: MergeStep, Said: "Ghép"}},
		Line: func(t thing) Line {
			return Line{Title: t.Name, Below: t.Note, State: t.State, Words: []string{t.Room}, Facts: map[string][]string{"room": {t.Room}}}
		},
	}
}

var things = []Kind[thing]{
	thingKind("thing-person", Person), thingKind("thing-fields", Fields), thingKind("thing-newest", Newest), thingKind("thing-alone", Alone),
}

func thingKinds() (all []AnyKind) {
	for _, k := range things {
		all = append(all, k)
	}
	return all
}

var entering = Act{Actor: "Nguyễn Văn Mẫu", Step: "enter"}

// bureau is an office with several stations, whose stores live through a random history.
type bureau struct {
	t        testing.TB
	r        *rand.Rand
	dir      string
	clock    *ticking
	stations []*Store
	forged   []Arrival
	made     int
	empty    []byte
}

func (b *bureau) open(name string) *Store {
	b.t.Helper()
	s, err := Open(b.t.Context(), filepath.Join(b.dir, name), Options{Clock: b.clock, Kinds: thingKinds()})
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// unborn is an empty database of today's schema: making one anew costs more than all
// that a history writes.
func unborn(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unborn.db")
	s, err := Open(t.Context(), path, Options{Clock: newClock(), Kinds: thingKinds(), Unborn: true})
	if err == nil {
		err = errors.Join(s.Checkpoint(t.Context()), s.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(path))(t)
}

// fresh is a new station.
func (b *bureau) fresh(name string) *Store {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), b.empty, 0o600); err != nil {
		b.t.Fatal(err)
	}
	return b.open(name)
}

func (b *bureau) any() *Store { return b.stations[b.r.IntN(len(b.stations))] }

// live lets something happen.
func (b *bureau) live() {
	switch n := b.r.IntN(20); {
	case n < 10:
		b.write(b.any())
	case n < 16:
		b.carry(b.any(), b.any(), b.r.IntN(3) > 0)
	case n == 16:
		b.restore(b.any())
	case n == 17:
		b.clone(b.any())
	case n == 18:
		b.forge(b.any())
	default:
		b.settle(b.any())
	}
}

// write enters a new thing, or changes one that is there.
func (b *bureau) write(s *Store) {
	k := things[b.r.IntN(len(things))]
	t := thing{Name: b.word(), Room: b.word(), State: "here"}
	if all, err := All(b.t.Context(), s, k); err != nil {
		b.t.Fatal(err)
	} else if len(all) > 0 && b.r.IntN(3) > 0 {
		t = all[b.r.IntN(len(all))]
		switch b.r.IntN(4) {
		case 0:
			t.Name = b.word()
		case 1:
			t.Room = b.word()
		case 2:
			t.Note = b.word()
		default:
			t.State = "gone"
		}
	}
	if err := s.Save(b.t.Context(), entering, k.Put(&t)); err != nil && !errors.Is(err, Apart) && !errors.Is(err, OfAnotherStation) {
		b.t.Fatal(err)
	}
}

// settle has a person choose between versions that stand apart.
func (b *bureau) settle(s *Store) {
	k := things[b.r.IntN(len(things))]
	all, err := All(b.t.Context(), s, k)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, t := range all {
		t.Note = b.word()
		if len(seenOf(b.t, s, t.ID)) == 0 {
			continue // a forged one, which names another record
		}
		if err := s.Settle(b.t.Context(), entering, seenOf(b.t, s, t.ID), k.Put(&t)); err != nil && !errors.Is(err, OfAnotherStation) {
			b.t.Fatal(err)
		}
	}
}

// word is one that is a letter and a number.
func (b *bureau) word() string { return string(rune('a'+b.r.IntN(6))) + strconv.Itoa(b.r.IntN(9)) }

// carry brings entries from one station to another: all of them, or some in any order.
func (b *bureau) carry(from, to *Store, whole bool) {
	var all []Arrival
	err := from.Leaving(b.t.Context(), 0, func(a Arrival) error {
		all = append(all, a)
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if !whole {
		all = all[:b.r.IntN(len(all)+1)]
	}
	b.receive(to, append(all, b.someForged()...))
}

func (b *bureau) someForged() []Arrival {
	if len(b.forged) == 0 || b.r.IntN(2) == 0 {
		return nil
	}
	return b.forged[:b.r.IntN(len(b.forged)+1)]
}

// receive takes entries in at once, or by pieces.
func (b *bureau) receive(to *Store, all []Arrival) {
	importing := Act{Actor: "Nguyễn Văn Mẫu", Step: "import"}
	var err error
	if b.r.IntN(2) == 0 {
		_, err = to.Receive(b.t.Context(), importing, each(all))
	} else {
		_, err = inPieces(to, importing, 1+b.r.IntN(5)).receive(b.t.Context(), each(all))
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func each(all []Arrival) func(yield func(Arrival) error) error {
	return func(yield func(Arrival) error) error {
		for _, a := range all {
			if err := yield(a); err != nil {
				return err
			}
		}
		return nil
	}
}

func inPieces(s *Store, by Act, size int) *byPieces {
	return &byPieces{s: s, by: by, ask: func(*writing) error { return nil }, size: size}
}

// copied is a store that was copied as it is, under another file's name.
func (b *bureau) copied(s *Store) *Store {
	if err := s.Checkpoint(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	b.made++
	name := fmt.Sprintf("copy-%d.db", b.made)
	body, err := os.ReadFile(s.path)
	if err == nil {
		err = os.WriteFile(filepath.Join(b.dir, name), body, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return b.open(name)
}

const mostStations = 6

// restore lets a station go on from a copy, beside the one that it was copied from.
func (b *bureau) restore(s *Store) {
	if len(b.stations) == mostStations {
		return
	}
	restored := b.copied(s)
	if _, err := restored.BeginChain(b.t.Context(), entering); err != nil {
		b.t.Fatal(err)
	}
	b.stations = append(b.stations, restored)
}

// clone lets two machines work under one station's name.
func (b *bureau) clone(s *Store) {
	if len(b.stations) < mostStations {
		b.stations = append(b.stations, b.copied(s))
	}
}

// forge makes an entry that does not hold, out of one that does.
func (b *bureau) forge(s *Store) {
	var all []office.Entry
	if err := s.Journal(b.t.Context(), 0, func(e office.Entry) error { all = append(all, e); return nil }); err != nil {
		b.t.Fatal(err)
	}
	e := all[b.r.IntN(len(all))]
	rehash := b.r.IntN(4) > 0
	switch b.r.IntN(7) {
	case 0:
		e.Body = []byte(`{"name":"giả"}`)
	case 1:
		e.Seq += 1 + b.r.Int64N(3)
	case 2:
		e.Station = office.NewID(b.clock.Now())
	case 3:
		e.Prev = office.DigestOf([]byte("không có"))
	case 4:
		e.Form, e.Follows = 1, nil
	case 5:
		e.Form = 9
	default:
		e.Kind, e.Step, e.Record, e.Base = office.KindStation, birth, e.Station, 0
	}
	if rehash {
		e.Hash = hashOf(e)
	}
	b.forged = append(b.forged, Arrival{Entry: e, Raw: []byte(`{"form":9}`)})
}

// meet carries everything everywhere until nothing new comes of it.
func (b *bureau) meet() {
	for range 12 {
		before := b.entries()
		for _, from := range b.stations {
			for _, to := range b.stations {
				if from != to {
					b.carry(from, to, true)
				}
			}
		}
		for _, to := range b.stations {
			b.receive(to, b.forged)
		}
		if b.entries() == before {
			return
		}
	}
	b.t.Error("the stations never came to rest")
}

func (b *bureau) entries() (n int) {
	for _, s := range b.stations {
		var own int
		if err := s.reader.QueryRow(`SELECT count(*) FROM journal`).Scan(&own); err != nil {
			b.t.Fatal(err)
		}
		n += own
	}
	return n
}

// heldBy are the hashes of all entries that a store holds.
func heldBy(t testing.TB, s *Store) []string {
	return texts(t, s, `SELECT hash FROM journal UNION SELECT hash FROM arrived ORDER BY 1`)
}

// shownBy is what a store shows, under no name of its own.
func shownBy(t testing.TB, s *Store) []string {
	t.Helper()
	if _, err := s.writer.Exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, instance)`); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, query := range []string{
		`SELECT json_array(kind, id, version, body, entry, apart) FROM records ORDER BY id`,
		`SELECT json_array(r.id, h.hash, h.twin) FROM heads h JOIN records r USING (key) ORDER BY r.id, h.hash`,
		`SELECT json_array(r.id, l.kind, state, at, due, title, below) FROM lines l JOIN records r USING (key) ORDER BY r.id`,
		`SELECT json_array(r.id, f.kind, facet, value) FROM facts f JOIN records r USING (key) ORDER BY r.id, facet, value`,
		`SELECT json_array(r.id, term) FROM temp.words w JOIN records r ON r.key = w.doc ORDER BY 1`,
	} {
		all = append(all, texts(t, s, query)...)
	}
	return all
}

func texts(t testing.TB, s *Store, query string) (all []string) {
	t.Helper()
	rows, err := s.writer.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// histories are how many a run tries: a share in every test, thousands in a soak.
func histories() int {
	if n, err := strconv.Atoi(os.Getenv("TRAM_HISTORIES")); err == nil {
		return n
	}
	return 12
}

func TestStoresThatHoldTheSameEntriesShowTheSame(t *testing.T) {
	t.Parallel()
	from := uint64(time.Now().UnixNano())
	if seed, err := strconv.ParseUint(os.Getenv("TRAM_SEED"), 10, 64); err == nil {
		from = seed
	}
	empty := unborn(t)
	for i := range histories() {
		if !oneHistory(t, from+uint64(i), empty) {
			t.Fatalf("history of seed %d", from+uint64(i))
		}
	}
}

func oneHistory(t *testing.T, seed uint64, empty []byte) (well bool) {
	b := &bureau{t: t, empty: empty, r: rand.New(rand.NewPCG(seed, 0)), dir: t.TempDir(), clock: newClock()}
	for i := range 3 {
		b.stations = append(b.stations, b.fresh(fmt.Sprintf("station-%d.db", i)))
	}
	defer func() {
		for _, s := range b.stations {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		os.RemoveAll(b.dir)
	}()
	for range 20 + b.r.IntN(40) {
		b.live()
	}
	own := make([][]string, len(b.stations))
	for i, s := range b.stations {
		own[i] = texts(t, s, `SELECT hash FROM journal ORDER BY seq`)
	}
	b.meet()
	b.sound(own)
	return !t.Failed()
}

// sound compares the stores after they met.
func (b *bureau) sound(own [][]string) {
	t, first := b.t, b.stations[0]
	for i, s := range b.stations {
		if !slices.Equal(heldBy(t, s), heldBy(t, first)) {
			t.Errorf("station %d does not hold what station 0 holds", i)
		}
		theirs := append(ownedBy(t, first), ownedBy(t, s)...)
		if diff := cmp.Diff(without(shownBy(t, first), theirs), without(shownBy(t, s), theirs)); diff != "" {
			t.Errorf("station %d shows something else than station 0:\n%s", i, diff)
		}
		b.keepsItsOwn(s)
		if now := texts(t, s, `SELECT hash FROM journal ORDER BY seq`); !slices.Equal(now[:min(len(own[i]), len(now))], own[i]) {
			t.Errorf("the own journal of station %d was touched", i)
		}
		report, err := s.VerifyJournal(context.Background(), nil)
		if err != nil || len(report.Faults) > 0 {
			t.Errorf("station %d: %v %+v", i, err, report.Faults)
		}
	}
	b.replays(b.any())
}

// ownedBy are the records that the machine of a store alone may change: what another says
// that bears its name, or that was restored from it, is heeded by the others and not by it.
func ownedBy(t testing.TB, s *Store) (ids []string) {
	for _, id := range texts(t, s, `SELECT DISTINCT record FROM journal WHERE base = 0 AND follows = ''`) {
		all, err := entriesOf(t.Context(), s.reader, office.ID(id))
		if err != nil {
			t.Fatal(err)
		}
		if s.kindOf(all).policy() >= Alone {
			ids = append(ids, id)
		}
	}
	return ids
}

// without leaves out what is told of records.
func without(lines, ids []string) []string {
	return slices.DeleteFunc(lines, func(line string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(line, `"`+id+`"`) })
	})
}

// keepsItsOwn tells whether a store shows of its own records what its machine wrote, or one
// that it was restored from.
func (b *bureau) keepsItsOwn(s *Store) {
	b.t.Helper()
	for _, id := range ownedBy(b.t, s) {
		shown := texts(b.t, s, `SELECT j.station FROM records r JOIN arrived j ON j.id = r.entry AND j.stands = 1 WHERE r.entry NOT IN (SELECT id FROM journal) AND r.id = '`+id+`'`)
		for _, station := range shown {
			if station == string(s.Station()) || !slices.Contains(s.names(), office.ID(station)) {
				b.t.Errorf("the own record %s shows what %s wrote", id, station)
			}
		}
	}
}

// replays makes a store anew from its entries, and remakes its lines.
func (b *bureau) replays(s *Store) {
	b.made++
	name := filepath.Join(b.dir, fmt.Sprintf("replayed-%d.db", b.made))
	if err := os.WriteFile(name, b.empty, 0o600); err != nil {
		b.t.Fatal(err)
	}
	into, err := Open(b.t.Context(), name, Options{Clock: b.clock, Kinds: thingKinds(), Unborn: true})
	if err != nil {
		b.t.Fatal(err)
	}
	defer into.Close()
	if err := s.Replay(b.t.Context(), into); err != nil {
		b.t.Fatal(err)
	}
	if diff := cmp.Diff(shownBy(b.t, s), shownBy(b.t, into)); diff != "" {
		b.t.Errorf("a replay shows something else:\n%s", diff)
	}
	if err := into.Remake(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	if diff := cmp.Diff(shownBy(b.t, s), shownBy(b.t, into)); diff != "" {
		b.t.Errorf("lines that were made anew show something else:\n%s", diff)
	}
}
