// Command search fills a store with documents on the registers and words on scanned pages, and
// prints how long one search over all of them takes, beside the same question asked by the
// sqlite3 shell in the same run.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/.ci/bench/frame"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

func main() { frame.Main("search", run) }

func run(flags *flag.FlagSet, args []string) error {
	size := flags.Int("size", 100_000, "documents on the registers")
	pages := flags.Int("pages", 10_000, "scanned pages with words")
	shell := flags.String("shell", "sqlite3 -readonly", "a shell of SQLite 3.43 or newer, which knows contentless_delete")
	times := flags.Int("times", 40, "how often each search is done")
	f, err := frame.Parse(flags, args)
	if err != nil {
		return err
	}
	ctx := context.Background()
	path := filepath.Join(f.Folder, fmt.Sprintf("search-%d-%d.db", *size, *pages))
	books, err := store.Open(ctx, path, store.Options{Clock: office.SystemClock{}, Kinds: documents.Kinds()})
	if err != nil {
		return err
	}
	defer books.Close()
	b := bench{ctx: ctx, books: books, path: path, only: f.Only, sqlite: strings.Fields(*shell), times: *times, r: rand.New(rand.NewPCG(1, 2))}
	if err := b.awaitMade(); err != nil {
		return err
	}
	if err := b.fill(*size, *pages); err != nil {
		return err
	}
	if err := b.gather(); err != nil {
		return err
	}
	return f.Profiled(b.measure)
}

type bench struct {
	ctx    context.Context
	books  *store.Store
	path   string
	only   string
	sqlite []string // the shell and its flags
	times  int
	r      *rand.Rand
}

// awaitMade waits until the indexes of a store are made anew that an older program left.
func (b *bench) awaitMade() error {
	began := time.Now()
	for {
		done, total, err := b.books.Making(b.ctx)
		if err != nil {
			return err
		}
		if done >= total {
			fmt.Printf("danh mục đủ sau %s\n", time.Since(began).Round(time.Second))
			return nil
		}
		time.Sleep(time.Second)
	}
}

// gather has the parts of the indexes made one, as a store does beside the work of the day.
func (b *bench) gather() error {
	began := time.Now()
	if err := b.books.Gather(b.ctx); err != nil {
		return err
	}
	fmt.Printf("danh mục gọn sau %s\n", time.Since(began).Round(time.Second))
	return b.books.Checkpoint(b.ctx)
}

const batch = 5000 // records of a transaction

// fill makes what is not there yet. What it makes follows from the sizes alone: whoever was ended in
// the middle goes on with the next document and the next page.
func (b *bench) fill(size, pages int) error {
	began := time.Now()
	have, err := b.books.CountLines(b.ctx, office.KindRegistered)
	if err != nil {
		return err
	}
	for i := range have {
		b.document(i + 1)
	}
	for done := have; done < size; done += batch {
		changes := make([]store.Change, 0, batch)
		for i := done; i < min(done+batch, size); i++ {
			r := b.document(i + 1)
			changes = append(changes, documents.Registered.Put(&r))
		}
		if err := b.books.Save(b.ctx, by(documents.StepRegister), changes...); err != nil {
			return err
		}
	}
	documentsTook := time.Since(began)
	read, err := b.read(pages)
	if err != nil {
		return err
	}
	fmt.Printf("lập kho: %d văn bản %s, %d trang chữ %s\n", max(0, size-have), documentsTook.Round(time.Second), read, (time.Since(began) - documentsTook).Round(time.Second))
	return b.books.Checkpoint(b.ctx)
}

func by(step string) store.Act { return store.Act{Actor: "Nguyễn Văn Mẫu", Step: step} }

const pagesEach = 10 // scanned pages of a document

// read has words on the pages of finished conversions, and returns how many pages it made.
func (b *bench) read(pages int) (made int, err error) {
	have, err := b.books.Count(b.ctx, office.Finished)
	if err != nil {
		return 0, err
	}
	for done := 0; done < pages; done += pagesEach {
		b.r = rand.New(rand.NewPCG(3, uint64(done)))
		if done/pagesEach < have {
			continue
		}
		c, read := b.conversion(done), b.pages()
		if c, err = b.books.SaveConversion(b.ctx, by("describe"), c); err != nil {
			return made, err
		}
		if err := b.books.KeepReads(b.ctx, c.ID, read); err != nil {
			return made, err
		}
		made += len(read)
	}
	return made, nil
}

// pages are the words of one document: of ten words one is rare.
func (b *bench) pages() (all []store.Read) {
	for range pagesEach {
		r := store.Read{Page: office.NewID(time.Now()), Lay: "0"}
		for range 30 {
			var line office.ReadLine
			for i := range 10 {
				said := b.of(syllables)
				if i == 9 {
					said = b.rare()
				}
				line = append(line, office.ReadWord{S: said, Box: [4]float64{float64(i) / 10, 0, 0.1, 0.02}})
			}
			r.Lines = append(r.Lines, line)
		}
		all = append(all, r)
	}
	return all
}

// questions are what clerks type, and what narrows it.
var questions = []struct {
	text   string
	sifted store.Sifting
}{
	{text: "việc"}, {text: "QĐ-UBND"}, {text: "15/QĐ-UBND"}, {text: "15 qd ubnd"}, {text: "quyết định số 15"}, {text: "Nguyễn Bình"}, {text: "23/11/2025"}, {text: "quy hoạch đất"},
	{text: `"quy hoạch"`}, {text: `"quy hoạch khu dân"`}, {text: `"quy hoạch" đất`}, {text: "n"}, {text: "zzz"}, {text: "quý 3/2025"}, {text: "tháng 10 khen thưởng"}, {text: "từ 1/10/2025 đến 15/10/2025"},
	{text: "đất", sifted: store.Sifting{All: []store.Sifted{{By: store.SiftRegister, Value: "in"}, store.Year(2025)}}},
	{text: "khai sinh", sifted: store.Sifting{All: []store.Sifted{{By: store.SiftIssuer, Value: "Sở Nội vụ"}}, Days: []store.Days{{From: "2024-03-05", To: "2025-11-17"}}}},
}

const shown = 50 // records of an answer

func (b *bench) measure() error {
	load, _ := os.ReadFile("/proc/loadavg")
	info, err := os.Stat(b.path)
	if err != nil {
		return err
	}
	fmt.Printf("tệp %d MB; tải máy %s\n%-36s %8s %8s %8s %8s %8s %6s\n", info.Size()>>20, strings.Fields(string(load))[0], "câu tìm", "giữa ms", "p95 ms", "cpu ms", "dòng", "sqlite3", "lần")
	var all []float64
	for _, q := range questions {
		if !strings.HasPrefix(q.text, b.only) {
			continue
		}
		took, cpu, found, err := b.ask(q.text, q.sifted)
		if err != nil {
			return fmt.Errorf("%s: %w", q.text, err)
		}
		all = append(all, took...)
		shell, err := b.shell(q.text, q.sifted)
		if err != nil {
			return err
		}
		fmt.Printf("%-36s %8.2f %8.2f %8.2f %8d %8.2f %6.2f\n", q.text, frame.At(took, 0.5), frame.At(took, 0.95), cpu, found, shell, cpu/shell)
	}
	if b.only != "" {
		return nil
	}
	fmt.Printf("mọi câu: giữa %.2f ms, p95 %.2f ms\n", frame.At(all, 0.5), frame.At(all, 0.95))
	return b.lists()
}

// ask searches as often as is wished: milliseconds of each by the wall, and the mean of the processor.
func (b *bench) ask(text string, sifted store.Sifting) (took []float64, cpu float64, found int, err error) {
	search := func() error {
		typed, err := store.ReadTyped(text, time.Now())
		if err != nil {
			return err
		}
		found = 0
		for _, way := range typed.Ways {
			all, _, err := b.books.FindAcross(b.ctx, store.Across{Kinds: []office.Kind{office.KindRegistered}, Text: way.Text, Sifted: sifted.And(way.Sifted), Most: shown})
			if err != nil {
				return err
			}
			hits, err := b.books.Find(b.ctx, store.Query{Text: way.Text, Sifted: sifted.And(way.Sifted), States: []office.State{office.Finished}, Most: shown})
			if err != nil {
				return err
			}
			found += len(all) + len(hits.Keys)
		}
		return nil
	}
	if err := search(); err != nil { // pages are read, statements known
		return nil, 0, 0, err
	}
	before := frame.CPU()
	for range b.times {
		began := time.Now()
		if err := search(); err != nil {
			return nil, 0, 0, err
		}
		took = append(took, time.Since(began).Seconds()*1000)
	}
	return took, (frame.CPU() - before).Seconds() * 1000 / float64(b.times), found, nil
}

// shell asks the sqlite3 shell the same questions of the index, and returns what one search took
// of the processor in milliseconds, without the start of the program.
func (b *bench) shell(text string, sifted store.Sifting) (float64, error) {
	typed, err := store.ReadTyped(text, time.Now())
	if err != nil {
		return 0, err
	}
	var once strings.Builder
	for _, way := range typed.Ways {
		for _, match := range store.Matches(way.Text, sifted.And(way.Sifted)) {
			fmt.Fprintf(&once, "SELECT i.rowid, l.title, l.below, l.state, l.at FROM %[1]s i CROSS JOIN lines l ON l.key = i.rowid WHERE %[1]s MATCH '%[2]s'%[3]s ORDER BY 1 DESC LIMIT %[4]d;\n", match.OnRecord, quoted(match.Lines), beside("search", match.Words), shown)
			for words, index := range map[string]string{"search": match.OnRecord, "read_search": match.OnPages} {
				fmt.Fprintf(&once, "SELECT i.rowid FROM %[1]s i CROSS JOIN conversions c ON c.key = i.rowid WHERE %[1]s MATCH '%[2]s'%[3]s AND state = 'finished' ORDER BY 1 DESC LIMIT %[4]d;\n", index, quoted(match.Conversions), beside(words, match.Words), shown)
			}
		}
	}
	spent := func(times int) (time.Duration, error) {
		cmd := exec.CommandContext(b.ctx, b.sqlite[0], append(slices.Clone(b.sqlite[1:]), b.path)...)
		cmd.Stdin = strings.NewReader("PRAGMA cache_size = -65536;\n" + strings.Repeat(once.String(), times))
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Run(); err != nil || said.Len() > 0 {
			return 0, fmt.Errorf("sqlite3: %w: %s", err, said.String())
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
	}
	one, err := spent(1)
	if err != nil {
		return 0, err
	}
	many, err := spent(1 + b.times)
	return (many - one).Seconds() * 1000 / float64(b.times), err
}

func quoted(match string) string { return strings.ReplaceAll(match, "'", "''") }

// beside is the condition that a record has words in an index, too; empty: there are none.
func beside(index, words string) string {
	if words == "" {
		return ""
	}
	return fmt.Sprintf(" AND i.rowid IN (SELECT rowid FROM %[1]s WHERE %[1]s MATCH '%[2]s')", index, quoted(words))
}

// lists are what pages show before anything is typed.
func (b *bench) lists() error {
	for _, list := range []struct {
		name string
		most int
	}{{"danh sách: mọi khóa", 0}, {"danh sách: trang đầu", shown}} {
		var took []float64
		for range b.times {
			began := time.Now()
			keys, _, err := b.books.LineKeys(b.ctx, store.LineQuery{Kind: office.KindRegistered, Most: list.most})
			if err == nil {
				_, err = documents.Rows(b.ctx, b.books, keys[:min(shown, len(keys))])
			}
			if err != nil {
				return err
			}
			took = append(took, time.Since(began).Seconds()*1000)
		}
		fmt.Printf("%-36s %8.2f %8.2f\n", list.name, frame.At(took, 0.5), frame.At(took, 0.95))
	}
	return nil
}
