package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// fact is a line of what a follower tells: something that a clerk would be shown as done.
type fact struct {
	Record office.ID           `json:"record,omitempty"`
	Change int                 `json:"change,omitempty"`
	Pages  int                 `json:"pages,omitempty"` // of the record
	Copied *office.JournalHead `json:"copied,omitempty"`
}

// follow is a program that has an office open as the window has: drafts are begun and
// changed, pages come into them, and the copy follows. It ends only by being ended.
func follow(args []string, out io.Writer) error {
	set := flag.NewFlagSet("follow", flag.ContinueOnError)
	home := set.String("home", "", "data folder")
	state := set.String("state", "", "where the journal is marked outside of it")
	page := set.String("page", "", "page that comes into drafts")
	pause := set.Duration("pause", 0, "between two changes")
	if err := set.Parse(args); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := station.Open(ctx, station.Options{Home: *home, State: *state, MustExist: true})
	if err != nil {
		return err
	}
	f := follower{s: s, say: json.NewEncoder(out), page: *page, pause: *pause}
	if err := s.FollowCopies(ctx); err != nil {
		return err
	}
	go f.watch(ctx)
	return f.work(ctx)
}

type follower struct {
	s     *station.Station
	page  string
	pause time.Duration

	mu  sync.Mutex
	say *json.Encoder
}

func (f *follower) tell(is fact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.say.Encode(is) // nobody listens any more
}

// watch tells how far the copy has come.
func (f *follower) watch(ctx context.Context) {
	const looks = 10 * time.Millisecond
	var last int64
	for ; ctx.Err() == nil; time.Sleep(looks) {
		all, err := f.s.CopyStates(ctx)
		if err == nil && len(all) == 1 && all[0].Silent == "" && all[0].Head.Seq > last {
			last = all[0].Head.Seq
			f.tell(fact{Copied: &all[0].Head})
		}
	}
}

// work begins drafts, describes each some times and takes pages into it.
func (f *follower) work(ctx context.Context) error {
	const changes = 6 // of a draft
	clerks, err := f.s.Clerks(ctx)
	if err != nil || len(clerks) == 0 {
		return errors.Join(err, errors.New("the office has no clerk"))
	}
	for {
		c, err := f.s.Begin(ctx, clerks[0])
		if err != nil {
			return err
		}
		f.tell(fact{Record: c.ID})
		pages := 0
		for n := 1; n <= changes; n++ {
			if n == changes/2 {
				took, refused, err := f.s.Take(ctx, c.ID, 0, []string{f.page}, "", nil)
				if err := errors.Join(append(refused, err)...); err != nil {
					return err
				}
				pages += len(took)
			}
			c.Document.Subject = fmt.Sprint("Lần sửa ", n)
			if c, err = f.s.Describe(ctx, c); err != nil {
				return err
			}
			f.tell(fact{Record: c.ID, Change: n, Pages: pages})
			time.Sleep(f.pause)
		}
	}
}

// followed runs a follower as a process of its own.
func (b *bureau) followed(pause time.Duration) *process {
	c := b.command("follow")
	c.Path, c.Args = os.Args[0], []string{os.Args[0], "follow", "-home", b.home, "-state", b.state, "-page", b.page(), "-pause", pause.String()}
	return &process{Cmd: c, deaf: b.deaf}
}

// note takes down what a follower told; a line that was cut short told nobody anything.
func (b *bureau) note(line []byte) {
	var is fact
	if json.Unmarshal(line, &is) != nil {
		return
	}
	if is.Copied != nil {
		b.noteCopied(*is.Copied)
	}
	if is.Record != "" {
		b.records[is.Record] = &acked{states: map[string]bool{"draft": true}, pages: is.Pages, followed: true, change: is.Change}
	}
}
