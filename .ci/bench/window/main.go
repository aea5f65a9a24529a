// Command window measures the window of the program beside simple-scan and beside an
// empty window of the same toolkit, in one run on a display of its own: how long it takes
// to be drawn first, what it holds and takes while nobody touches it, what it holds once a
// hundred pages were looked at, what scrolling a long list and moving through a full calendar take, drawing included, and how long
// it takes until the first rows of each list are there.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"tram/.ci/screen"
)

func main() {
	var b bench
	flag.StringVar(&b.program, "tram", "bin/tram", "the program to measure")
	flag.StringVar(&b.empty, "empty", "bin/bench/empty", "the empty window")
	flag.StringVar(&b.home, "home", "", "a data folder with a draft of a hundred pages, the newest of all work")
	flag.StringVar(&b.many, "many", "", "a data folder with very many records, whose list is scrolled; empty: none is")
	flag.StringVar(&b.met, "met", "", "a data folder with five hundred meetings each month of this year, through whose calendar one moves; empty: none")
	flag.StringVar(&b.peer, "peer", "simple-scan", "the program whose first window is compared; empty: none")
	flag.StringVar(&b.only, "only", "", "the one part that is measured: first, idle, pages, scroll, months, lists; empty: all")
	flag.StringVar(&b.list, "list", "", "the one list through which lists goes, a part of its name; empty: all")
	flag.IntVar(&b.runs, "runs", 7, "first windows of each, after one to warm up")
	flag.DurationVar(&b.idle, "idle", time.Minute, "how long nobody touches the window")
	flag.Parse()
	if err := b.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one sitting at one display.
type bench struct {
	program, empty, home, many, met, peer, only, list string

	runs int
	idle time.Duration
	at   *screen.Display
}

func (b *bench) run(w io.Writer) (err error) {
	if b.at, err = screen.Open(); err != nil {
		return err
	}
	defer b.at.Close()
	for _, part := range []struct {
		name    string
		measure func(io.Writer) error
	}{{"first", b.firstWindows}, {"idle", b.idleWindows}, {"pages", b.pages}, {"scroll", b.scrolls}, {"months", b.months}, {"lists", b.lists}} {
		if b.only == "" || b.only == part.name {
			err = errors.Join(err, part.measure(w))
		}
	}
	return err
}

func (b *bench) ours() []string { return []string{b.program, "--home", b.home} }

// firstWindows times the programs in turn, so that the machine's mood weighs on all alike.
func (b *bench) firstWindows(w io.Writer) error {
	names := []string{"Trạm Công vụ", "cửa sổ Fyne trống"}
	programs := [][]string{b.ours(), {b.empty}}
	if b.peer != "" {
		names, programs = append(names, b.peer), append(programs, []string{b.peer})
	}
	first, still := make([][]time.Duration, len(programs)), make([][]time.Duration, len(programs))
	for round := range b.runs + 1 {
		for i, args := range programs {
			drawn, calm, err := b.at.Timed(args)
			if err != nil {
				return err
			}
			if round > 0 {
				first[i], still[i] = append(first[i], drawn), append(still[i], calm)
			}
		}
	}
	fmt.Fprintf(w, "\nCửa sổ đầu tiên, %d lượt xen kẽ, trung vị; tải máy %s (giới hạn: 1,5 lần simple-scan)\n", b.runs, busy())
	fmt.Fprintf(w, "%-26s %12s %12s %8s\n", "", "vẽ lần đầu", "hình đứng yên", "lần")
	for i, name := range names {
		peer := median(first[len(first)-1])
		fmt.Fprintf(w, "%-26s %9d ms %9d ms %8.2f\n", name, median(first[i]).Milliseconds(), median(still[i]).Milliseconds(),
			float64(median(first[i]))/float64(peer))
	}
	return nil
}

// idleWindows tells what both windows hold and take while nobody touches them, ours with
// the caret in the search field of all places too.
func (b *bench) idleWindows(w io.Writer) error {
	fmt.Fprintf(w, "\nĐứng yên %s; tải máy %s (giới hạn: cửa sổ Fyne trống thêm 25 MB; 1 %% một nhân)\n", b.idle, busy())
	fmt.Fprintf(w, "%-34s %12s %12s %12s %12s\n", "", "thường trú", "của riêng", "phải giữ", "bộ xử lý")
	for _, of := range []struct {
		name string
		args []string
		keys []string
	}{
		{"cửa sổ Fyne trống", []string{b.empty}, nil},
		{"Trạm Công vụ", b.ours(), nil},
		{"Trạm Công vụ, con trỏ trong ô tìm", b.ours(), []string{"ctrl+k"}},
	} {
		if err := b.idles(w, of.name, of.args, of.keys); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) idles(w io.Writer, name string, args, keys []string) error {
	p, err := b.at.Shown(args)
	if err != nil {
		return err
	}
	defer p.End()
	if err := p.Press(keys...); err != nil {
		return err
	}
	time.Sleep(settles)
	before, err := cpu(p)
	if err != nil {
		return err
	}
	time.Sleep(b.idle)
	after, err := cpu(p)
	if err != nil {
		return err
	}
	held, err := memoryOf(p)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-34s %9.1f MB %9.1f MB %9.1f MB %10.2f %%\n", name, mb(held.resident), mb(held.own), mb(held.written), 100*float64(after-before)/float64(b.idle))
	return nil
}

// pages turns through a draft of a hundred pages and tells what is held then.
func (b *bench) pages(w io.Writer) error {
	p, err := b.at.Shown(b.ours())
	if err != nil {
		return err
	}
	defer p.End()
	time.Sleep(settles)
	held := func(when string) (m memory, err error) {
		if m, err = memoryOf(p); err == nil {
			fmt.Fprintf(w, "%-34s %9.1f MB %9.1f MB\n", when, mb(m.resident), mb(m.own))
		}
		return m, err
	}
	fmt.Fprintf(w, "\nXem %d trang quét của một bản nháp; tải máy %s (giới hạn: về trong vòng 40 MB)\n", draftPages, busy())
	before, err := held("trước")
	if err != nil {
		return err
	}
	if err := turnPages(b.at, p); err != nil {
		return err
	}
	if _, err := held("ở trang cuối"); err != nil {
		return err
	}
	if err := p.Press("alt+1"); err != nil {
		return err
	}
	time.Sleep(comesBack)
	after, err := held("rời đi, " + comesBack.String() + " sau")
	fmt.Fprintf(w, "%-34s %+9.1f MB\n", "còn lại", mb(after.resident-before.resident))
	return err
}

// turnPages opens the draft and turns its pages.
func turnPages(on *screen.Display, p *screen.Process) error {
	if err := p.Press("ctrl+k"); err != nil {
		return err
	}
	time.Sleep(settles / 4)
	if err := p.Type(draftTitle); err != nil {
		return err
	}
	time.Sleep(settles / 4)
	if err := p.Press("Return"); err != nil {
		return err
	}
	time.Sleep(settles)
	return turnToTheEnd(on, p)
}

// turnToTheEnd has every part of every page come to the screen: one key does.
func turnToTheEnd(on *screen.Display, p *screen.Process) error {
	came := 0
	for still := 0; still < 3; {
		before, err := on.Look()
		if err != nil {
			return err
		}
		if err := p.Press("Next"); err != nil {
			return err
		}
		time.Sleep(looksAt)
		now, err := on.Look()
		if err != nil {
			return err
		}
		if now.Sum == before.Sum {
			still++
		} else {
			came, still = came+1, 0
		}
	}
	if came < draftPages-1 {
		return fmt.Errorf("%d pictures of %d pages came to the screen", came, draftPages)
	}
	return nil
}

const (
	draftTitle = "do bo nho" // what bench.sh names the draft, without the accents that xdotool loses
	draftPages = 100
	comesBack  = 75 * time.Second // what draws pages is let go a minute after
)

const (
	settles = 8 * time.Second        // until a window that was shown has read what it shows
	looksAt = 400 * time.Millisecond // at one page
)

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func mb(bytes int64) float64 { return float64(bytes) / 1e6 }
