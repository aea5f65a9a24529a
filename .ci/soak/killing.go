package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

const (
	killsOfOne   = 100 // kills of programs of one office
	killsPerBack = 10  // after so many the copy is restored as it lies
)

// tally counts what was stopped in the midst, by the kind of work.
type tally map[string]int

func (t tally) String() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(t)) {
		all = append(all, fmt.Sprintf("%s %d", name, t[name]))
	}
	return strings.Join(all, ", ")
}

func (t tally) sum() (n int) {
	for _, each := range t {
		n += each
	}
	return n
}

// kills ends programs by SIGKILL while they work.
func (t *table) kills(times int) (string, error) {
	midst, acknowledged, entries, backs := tally{}, 0, 0, 0
	for left := times; left > 0; left -= killsOfOne {
		b, end, err := t.newOffice("", "")
		if err != nil {
			return "", err
		}
		err = b.killed(min(left, killsOfOne), midst, &backs)
		acknowledged, entries = acknowledged+len(b.records)+len(b.sheets), entries+len(b.entries)
		if err != nil {
			return fmt.Sprintf("sau %d lần giữa chừng", midst.sum()), fmt.Errorf("in %s: %w", b.aside, err)
		}
		end()
	}
	return fmt.Sprintf("%d lần, %d giữa việc (%v); %d hồ sơ và tờ khóa sổ, %d đầu nhật ký đã báo: còn đủ ở trạm; bản sao đọc được sau mỗi lần, khôi phục thật %d lần, luôn có mọi thứ đã báo là đã sao",
		times, midst.sum(), midst, acknowledged, entries, backs), nil
}

// killed has so many programs be ended at random moments, and looks after each.
func (b *bureau) killed(times int, midst tally, backs *int) error {
	usual, err := b.learn()
	if err != nil {
		return err
	}
	if err := b.begetOther(); err != nil {
		return err
	}
	for n := range times {
		name, is, err := b.killOne(usual)
		if err != nil {
			return fmt.Errorf("kill %d, %s: %w", n+1, name, err)
		}
		if is {
			midst[name]++
		}
		if err := b.prefix(); err != nil {
			return fmt.Errorf("after kill %d, of %s: %w", n+1, name, err)
		}
		if n%killsPerBack == killsPerBack-1 {
			*backs++
			if err := b.stands(); err != nil {
				return fmt.Errorf("after kill %d, of %s: %w", n+1, name, err)
			}
		}
	}
	return b.whole()
}

// stands looks at the station and at what a fresh PC would get now.
func (b *bureau) stands() error {
	if _, err := b.tramctl("verify", "--journal"); err != nil {
		return err
	}
	if err := b.has(nil); err != nil || b.copied.Seq == 0 {
		return err
	}
	return b.back()
}

const following = "sao theo, sửa bản nháp" // the work that has no end of its own

// killOne begins one work and ends it.
func (b *bureau) killOne(usual map[string]time.Duration) (name string, midst bool, err error) {
	n := b.random.IntN(len(works) + 3) // following is more than one work
	if n >= len(works) {
		return following, true, b.killFollower(time.Duration(b.random.Float64()*float64(time.Second)), func() {})
	}
	w := works[n]
	midst, err = b.ended(w, b.moment(usual[w.name]), func() {})
	return w.name, midst, err
}

func (b *bureau) killFollower(after time.Duration, end func()) error {
	p := b.followed(2 * time.Millisecond)
	midst, err := p.during(after, end, b.note)
	if !midst {
		return fmt.Errorf("it ended by itself: %w\n%s", err, p.complaint.String())
	}
	return nil
}

// learn does each work once to its end, and tells how long it takes.
func (b *bureau) learn() (map[string]time.Duration, error) {
	usual := map[string]time.Duration{}
	for _, w := range works {
		const enough = time.Minute
		began := time.Now()
		if _, err := b.ended(w, enough, func() {}); err != nil {
			return nil, err
		}
		usual[w.name] = time.Since(began)
	}
	return usual, nil
}

// begetOther makes another station of the office: one that was restored.
func (b *bureau) begetOther() error {
	o := *b
	o.home, o.state, o.records, o.entries = filepath.Join(b.aside, "trạm hai"), filepath.Join(b.aside, "trạm hai"+beside), map[office.ID]*acked{}, map[int64]office.Digest{}
	if _, err := o.tramctl("restore", "--from", b.target, "--to", o.home); err != nil {
		return err
	}
	b.other = &o
	return nil
}
