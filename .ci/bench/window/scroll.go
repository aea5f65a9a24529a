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
	notches  = 400 // turns of the wheel by one notch
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
	p, err := b.at.Shown([]string{b.program, "--home", b.many})
	if err != nil {
		return err
	}
	defer p.End()
	if err := p.Press("alt+5"); err != nil {
		return err
	}
	time.Sleep(settles)
	began, err := cpu(p)
	if err != nil {
		return err
	}
	gaps, err := turned(b.at, p)
	if err != nil {
		return err
	}
	ended, err := cpu(p)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nCuộn danh sách hồ sơ bằng con lăn, %d nấc cách nhau %s, vẽ bằng phần mềm (llvmpipe); tải máy %s (giới hạn: 16 ms một nấc, kể cả vẽ)\n", notches, notchGap, busy())
	took := float64((ended - began).Microseconds()) / 1000
	fmt.Fprintf(w, "%-34s %9.1f ms bộ xử lý; một hình %.1f ms\n", "một nấc", took/notches, took/float64(len(gaps)+1))
	slices.Sort(gaps)
	fmt.Fprintf(w, "%-34s %9d; cách nhau trung vị %.1f ms, 9/10 %.1f ms\n", "hình đã hiện", len(gaps)+1,
		float64(median(gaps).Microseconds())/1000, float64(gaps[len(gaps)*9/10].Microseconds())/1000)
	return nil
}

// turned turns the wheel, and tells the times between the pictures that came.
func turned(on *screen.Display, p *screen.Process) (gaps []time.Duration, err error) {
	strip, err := on.Strip(image.Rect(0, listDown, screenWide, listDown+stripOf))
	if err != nil {
		return nil, err
	}
	defer strip.Close()
	over := make(chan error, 1)
	go func() {
		over <- p.Hand("mousemove", strconv.Itoa(listAt), strconv.Itoa(listDown),
			"click", "--repeat", strconv.Itoa(notches), "--delay", strconv.FormatInt(notchGap.Milliseconds(), 10), "5")
	}()
	var last uint64
	var at time.Time
	for {
		select {
		case err := <-over:
			if err == nil && len(gaps) < notches/20 {
				err = fmt.Errorf("the list scrolled %d times by %d turns of the wheel", len(gaps), notches)
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
