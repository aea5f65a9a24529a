package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

const (
	notches  = 400 // turns of the wheel by one notch
	notchGap = 16 * time.Millisecond
	sees     = 500 * time.Microsecond // between two looks at a strip of the list
	listAt   = 440                    // a point of the list, from the left and from the top
	listDown = 400
	stripOf  = 40 // lines of the picture
)

// scrolls turns the wheel over the list of all records of an office that has very many, a
// notch each 16 ms, and tells what a step takes of the processor, drawing included, and in
// what time the pictures followed each other.
func (b *bench) scrolls(w io.Writer) error {
	if b.many == "" {
		return nil
	}
	p, err := b.at.shown([]string{b.program, "--home", b.many})
	if err != nil {
		return err
	}
	defer p.end()
	if err := p.press("alt+5"); err != nil {
		return err
	}
	time.Sleep(settles)
	began, err := p.cpu()
	if err != nil {
		return err
	}
	gaps, err := p.turned()
	if err != nil {
		return err
	}
	ended, err := p.cpu()
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
func (p *process) turned() (gaps []time.Duration, err error) {
	strip, err := p.on.strip()
	if err != nil {
		return nil, err
	}
	defer strip.Close()
	over := make(chan error, 1)
	go func() {
		over <- p.hand("mousemove", strconv.Itoa(listAt), strconv.Itoa(listDown),
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
		sum, err := strip.sum()
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

// strip is a part of the screen that is small enough to be looked at again and again.
type strip struct {
	*os.File
	from int64
	line []byte
}

func (d *display) strip() (*strip, error) {
	f, err := os.Open(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil {
		f.Close()
		return nil, errors.Join(err, errors.New("no screen"))
	}
	word := func(i int) int64 { return int64(binary.BigEndian.Uint32(head[4*i:])) } // of the XWD file
	const wideOf, coloursOf = 12, 19
	wide := word(wideOf)
	return &strip{f, word(0) + 12*word(coloursOf) + listDown*wide, make([]byte, stripOf*wide)}, nil
}

// sum changes with any point of the strip.
func (s *strip) sum() (uint64, error) {
	_, err := s.ReadAt(s.line, s.from)
	return maphash.Bytes(seed, s.line), err
}
