package main

import (
	"errors"
	"fmt"
	"image"
	"io"
	"strings"
	"time"

	"tram/.ci/screen"
)

// rowsAt is a part of the screen in which the first rows of each list stand, and nothing else: no
// caret, no count, no bar.
var rowsAt = image.Rect(290, 260, 560, 560)

const (
	rowsRest  = 1500 * time.Millisecond // rows that stay so long are those that were asked for
	rowsCome  = 8 * time.Second         // until rows change at all
	rowsLimit = time.Minute
	aside     = "alt+6" // a place without a list
	heldDown  = 100     // times that Down comes while it is held
	heldEvery = 33 * time.Millisecond
	typedText = "vi du so 77" // without the accents that xdotool loses
)

// lists are the places with a list that can grow, by their keys.
var lists = []struct{ name, key string }{
	{"Hôm nay", "alt+1"}, {"Văn bản", "alt+v"}, {"Hồ sơ đã chuyển đổi", "alt+5"}, {"In ra giấy", "alt+4"}, {"Hồ sơ công việc", "alt+h"}, {"Sổ phòng họp", "alt+7"}, {"Nhật ký", "alt+8"},
}

// lists goes to each place that has a list, and tells how long it takes until its first rows are
// drawn as they stay, what the keyboard and a search take, and how much is held then.
func (b *bench) lists(w io.Writer) error {
	if b.many == "" {
		return nil
	}
	p, err := b.at.Shown([]string{b.program, "--home", b.many})
	if err != nil {
		return err
	}
	defer p.End()
	if err := p.Hand("mousemove", "5", "760"); err != nil { // no row lies under the pointer
		return err
	}
	time.Sleep(settles)
	fmt.Fprintf(w, "\nDanh sách của kho 100.000 mỗi loại, ms từ lúc gõ phím (gồm xdotool) tới khi các dòng đứng yên, trung vị của %d lượt; tải máy %s\n", b.runs, busy())
	fmt.Fprintf(w, "%-22s %9s %9s %9s %9s %9s %9s %12s %9s\n", "", "trang", "dòng đầu", "chậm nhất", "End", "Home", "gõ tìm", "giữ ↓, hình", "MB")
	for _, list := range lists {
		if b.list != "" && !strings.Contains(list.name, b.list) {
			continue
		}
		if err := b.goesThrough(w, p, list.name, list.key); err != nil {
			return fmt.Errorf("%s: %w", list.name, err)
		}
	}
	return nil
}

func (b *bench) goesThrough(w io.Writer, p *screen.Process, name, key string) error {
	var page, rows []time.Duration
	for range b.runs {
		if _, _, err := b.until(func() error { return p.Press(aside) }); err != nil {
			return err
		}
		first, stay, err := b.until(func() error { return p.Press(key) })
		if err != nil {
			return err
		}
		page, rows = append(page, first), append(rows, stay)
	}
	said := fmt.Sprintf("%-22s %9d %9d", name, median(page).Milliseconds(), median(rows).Milliseconds())
	said += fmt.Sprintf(" %9d", rows[len(rows)-1].Milliseconds()) // in their order by now
	if err := p.Press("ctrl+f", "Down"); err != nil {
		return err
	}
	time.Sleep(rowsRest)
	for _, key := range []string{"End", "Home"} {
		_, stay, err := b.until(func() error { return p.Press(key) })
		if err != nil {
			return err
		}
		said += fmt.Sprintf(" %9d", stay.Milliseconds())
	}
	typed, err := b.types(p)
	if err != nil {
		return err
	}
	held, err := b.held(p)
	if err != nil {
		return err
	}
	m, err := memoryOf(p)
	fmt.Fprintf(w, "%s %9d %12d %9.0f\n", said, typed.Milliseconds(), held, mb(m.resident))
	return err
}

// types looks for something in the field of a list, and empties it again; what counts begins with
// the last letter.
func (b *bench) types(p *screen.Process) (time.Duration, error) {
	if err := p.Press("ctrl+f"); err != nil {
		return 0, err
	}
	if err := p.Type(typedText); err != nil {
		return 0, err
	}
	_, stay, err := b.until(func() error { return nil })
	if err != nil {
		return 0, err
	}
	if err := p.Press("ctrl+a", "BackSpace", "Down"); err != nil {
		return 0, err
	}
	_, _, err = b.until(func() error { return nil })
	return stay, err
}

// held holds Down, and tells how many pictures came.
func (b *bench) held(p *screen.Process) (pictures int, err error) {
	strip, err := b.at.Strip(rowsAt)
	if err != nil {
		return 0, err
	}
	defer strip.Close()
	over := make(chan error, 1)
	go func() {
		over <- p.Hand("key", "--repeat", fmt.Sprint(heldDown), "--delay", fmt.Sprint(heldEvery.Milliseconds()), "Down")
	}()
	var last uint64
	for {
		select {
		case err := <-over:
			return pictures, err
		case <-time.After(sees):
		}
		sum, err := strip.Sum()
		if err != nil {
			return 0, err
		}
		if sum != last {
			pictures, last = pictures+1, sum
		}
	}
}

// until does something, and tells how long after it began the rows changed first, and since when
// they were as they stayed. Where nothing changed both are zero.
func (b *bench) until(do func() error) (first, stay time.Duration, err error) {
	strip, err := b.at.Strip(rowsAt)
	if err != nil {
		return 0, 0, err
	}
	defer strip.Close()
	last, err := strip.Sum()
	if err != nil {
		return 0, 0, err
	}
	began, over := time.Now(), make(chan error, 1)
	go func() { over <- do() }()
	since := map[uint64]time.Duration{}
	for changed := began; first == 0 && time.Since(began) < rowsCome || first > 0 && time.Since(changed) < rowsRest; {
		select {
		case err := <-over:
			if err != nil {
				return 0, 0, err
			}
		case <-time.After(sees):
		}
		if time.Since(began) > rowsLimit {
			return 0, 0, errors.New("the rows do not come to rest")
		}
		sum, err := strip.Sum()
		if err != nil {
			return 0, 0, err
		}
		if sum == last {
			continue
		}
		changed, last = time.Now(), sum
		if first == 0 {
			first = changed.Sub(began)
		}
		if _, was := since[sum]; !was {
			since[sum] = changed.Sub(began)
		}
	}
	return first, since[last], nil
}
