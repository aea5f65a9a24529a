package main

import (
	"fmt"
	"image"
	"io"
	"slices"
	"strconv"
	"time"

	"tram/.ci/screen"
)

const (
	notches  = 400 // turns of the wheel by one notch, or keys
	notchGap = 16 * time.Millisecond
	sees     = 500 * time.Microsecond // between two looks at a strip of the list
	listAt   = 440                    // a point of the list, from the left and from the top
	listDown = 400
	stripOf  = 40 // lines of the picture

	screenWide = 1366
)

// scrolls turns the wheel over the list of all records of an office that has very many, a
// notch each 16 ms, and tells what a step takes of the processor, drawing included, and in
// what time the pictures followed each other.
func (b *bench) scrolls(w io.Writer) error {
	if b.many == "" {
		return nil
	}
	return b.moves(w, b.many, "alt+5", "Cuộn danh sách hồ sơ bằng con lăn", []motion{{name: "một nấc", keys: wheel("5")}})
}

// months moves through the meetings of an office that has five hundred of them each month, by the wheel over
// the list, through the hours of a week and the days of a month, and by the arrows.
func (b *bench) months(w io.Writer) error {
	if b.met == "" {
		return nil
	}
	return b.moves(w, b.met, "alt+c", "Lịch họp, 500 cuộc mỗi tháng", []motion{
		{name: "danh sách, một nấc con lăn", keys: wheel("5")},
		{name: "tuần, một nấc con lăn", first: press(viewWeek), keys: wheel("5", "4")},
		{name: "tuần, một lần mũi tên", keys: arrows("Down", "Right", "Up", "Left")},
		{name: "tháng, một lần mũi tên", first: append(press(viewMonth), "key", "Down", "key", "Down", "key", "Down"), keys: arrows("Right", "Right", "Left", "Left")},
		{name: "tháng, sang tháng khác", keys: arrows("Next", "Prior")},
	})
}

// motion is what a hand does again and again, after something that it does once.
type motion struct {
	name  string
	first []string
	keys  []string
}

// The heads of two views of the calendar, from the left; all stand at one height.
const (
	viewWeek  = 921
	viewMonth = 980
	viewDown  = 31
)

func press(across int) []string {
	return []string{"mousemove", strconv.Itoa(across), strconv.Itoa(viewDown), "click", "1"}
}

// oneWay are so many notches before the wheel is turned the other way, if there are two.
const oneWay = 10

// wheel turns by as many notches as are measured.
func wheel(ways ...string) []string {
	keys := []string{"mousemove", strconv.Itoa(listAt), strconv.Itoa(listDown)}
	for i := range notches / oneWay {
		keys = append(keys, "click", "--repeat", strconv.Itoa(oneWay), "--delay", strconv.FormatInt(notchGap.Milliseconds(), 10), ways[i%len(ways)])
	}
	return keys
}

// arrows presses each key once, over and over, as often as is measured.
func arrows(names ...string) []string {
	keys := []string{"key", "--delay", strconv.FormatInt(notchGap.Milliseconds(), 10)}
	for i := range notches {
		keys = append(keys, names[i%len(names)])
	}
	return keys
}

// moves does motions at one place of one office, and writes a line about each.
func (b *bench) moves(w io.Writer, home, place, about string, all []motion) error {
	p, err := b.at.Shown([]string{b.program, "--home", home})
	if err != nil {
		return err
	}
	defer p.End()
	if err := p.Press(place); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s, %d lần cách nhau %s, vẽ bằng phần mềm (llvmpipe); tải máy %s (giới hạn: 16 ms một lần, kể cả vẽ)\n", about, notches, notchGap, busy())
	for _, m := range all {
		if len(m.first) > 0 {
			if err := p.Hand(m.first...); err != nil {
				return err
			}
		}
		time.Sleep(settles)
		if err := b.moved(w, p, m); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

func (b *bench) moved(w io.Writer, p *screen.Process, m motion) error {
	began, drew, err := spent(p)
	if err != nil {
		return err
	}
	gaps, err := b.pictures(p, m.keys)
	if err != nil {
		return err
	}
	ended, drawn, err := spent(p)
	if err != nil {
		return err
	}
	each := func(of time.Duration, among int) float64 { return float64(of.Microseconds()) / 1000 / float64(among) }
	slices.Sort(gaps)
	fmt.Fprintf(w, "%-28s %6.1f ms bộ xử lý, trong đó thay card đồ họa %.1f ms; %d hình, mỗi hình %.1f ms, cách nhau trung vị %.1f ms, 9/10 %.1f ms\n", m.name,
		each(ended-began, notches), each(drawn-drew, notches), len(gaps)+1, each(ended-began, len(gaps)+1),
		each(median(gaps), 1), each(gaps[len(gaps)*9/10], 1))
	return nil
}

// spent is the processor time of the program, and what of it its painters took.
func spent(p *screen.Process) (all, drawing time.Duration, err error) {
	if all, err = cpu(p); err != nil {
		return 0, 0, err
	}
	drawing, err = painters(p)
	return all, drawing, err
}

// pictures has the hand do something, and tells the times between the pictures that came.
func (b *bench) pictures(p *screen.Process, keys []string) (gaps []time.Duration, err error) {
	strip, err := b.at.Strip(image.Rect(0, listDown, screenWide, listDown+stripOf))
	if err != nil {
		return nil, err
	}
	defer strip.Close()
	over := make(chan error, 1)
	go func() { over <- p.Hand(keys...) }()
	var last uint64
	var at time.Time
	for {
		select {
		case err := <-over:
			if err == nil && len(gaps) < notches/20 {
				err = fmt.Errorf("%d pictures came of %d motions", len(gaps), notches)
			}
			return gaps, err
		case <-time.After(sees):
		}
		sum, err := strip.Sum()
		if err != nil {
			return nil, err
		}
		if now := time.Now(); sum != last {
			if !at.IsZero() {
				gaps = append(gaps, now.Sub(at))
			}
			last, at = sum, now
		}
	}
}
