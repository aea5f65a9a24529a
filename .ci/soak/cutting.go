package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/office"
)

const (
	cutsOfOne   = 50                     // cuts of power on one pair of disks
	pulledPace  = 200 * time.Millisecond // from one change of a draft to the next, at each of four stations
	cutsPerBack = 5                      // after so many the copy is restored as it lies
	sizeOfDisk  = 512 << 20              // bytes, of a sparse file
)

// onDisks is an office on one disk, whose copy lies on another.
func (t *table) onDisks() (b *bureau, station, target *disk, end func(), err error) {
	folder, err := os.MkdirTemp(t.folder, "d")
	if err != nil {
		return nil, nil, nil, nil, err
	}
	if station, err = newDisk(folder, "trạm", sizeOfDisk); err != nil {
		return nil, nil, nil, nil, err
	}
	if target, err = newDisk(folder, "usb", sizeOfDisk); err != nil {
		return nil, nil, nil, nil, errors.Join(err, station.drop())
	}
	away := func() {
		_ = errors.Join(station.drop(), target.drop(), os.RemoveAll(folder)) // for the next run it is of no matter
	}
	b, gone, err := t.newOffice(filepath.Join(station.at, "nhà"), target.at)
	if err != nil {
		away()
		return nil, nil, nil, nil, err
	}
	return b, station, target, func() { away(); gone() }, nil
}

// cuts takes the power away from the disk of the station, of the copy, or both, while
// programs work.
func (t *table) cuts(times int) (string, error) {
	midst, told, backs := tally{}, 0, 0
	for left := times; left > 0; left -= cutsOfOne {
		b, station, target, end, err := t.onDisks()
		if err != nil {
			return "", err
		}
		err = b.cut(station, target, min(left, cutsOfOne), midst, &backs)
		told += len(b.records) + len(b.sheets)
		end()
		if err != nil {
			return fmt.Sprintf("sau %d lần giữa chừng", midst.sum()), err
		}
	}
	return fmt.Sprintf("%d lần (ổ của trạm, của bản sao, hay cả hai), %d giữa việc (%v); %d hồ sơ và tờ khóa sổ đã báo: còn đủ; bản sao có mọi thứ đã báo là đã sao, khôi phục thật %d lần",
		times, midst.sum(), midst, told, backs), nil
}

func (b *bureau) cut(station, target *disk, times int, midst tally, backs *int) error {
	b.deaf = true
	usual, err := b.learn()
	if err != nil {
		return err
	}
	if err := b.begetOther(); err != nil {
		return err
	}
	for n := range times {
		which := [][]*disk{{station, target}, {station}, {target}}[b.random.IntN(3)]
		name, is, err := b.cutOne(which, usual)
		if err != nil {
			return fmt.Errorf("cut %d, in %s: %w", n+1, name, err)
		}
		if is {
			midst[name]++
		}
		if err := errors.Join(b.prefix(), b.has(nil)); err != nil {
			return fmt.Errorf("after cut %d of %d disks, in %s: %w", n+1, len(which), name, err)
		}
		if n%cutsPerBack == cutsPerBack-1 {
			*backs++
			if err := b.stands(); err != nil {
				return fmt.Errorf("after cut %d of %d disks, in %s: %w", n+1, len(which), name, err)
			}
		}
	}
	return b.whole()
}

// cutOne begins one work and cuts the power of disks in its midst.
func (b *bureau) cutOne(which []*disk, usual map[string]time.Duration) (name string, midst bool, err error) {
	var failed error
	end := func() {
		for _, d := range which {
			failed = errors.Join(failed, d.cut())
		}
	}
	if n := b.random.IntN(len(works) + 4); n >= len(works) { // following is more than one work
		name, midst, err = following, true, b.killFollower(time.Duration((0.2+b.random.Float64())*float64(time.Second)), end)
	} else {
		name = works[n].name
		midst, err = b.ended(works[n], b.moment(usual[name]), end)
		if midst {
			err = nil // what it said of a disk that is gone
		}
	}
	if !midst { // it was done before: the disks go at rest
		end()
	}
	for _, d := range which {
		failed = errors.Join(failed, d.comeBack())
	}
	return name, midst, errors.Join(err, failed)
}

// pulls takes the target away from a station that goes on with its work, and gives it back.
func (t *table) pulls(times int) (string, error) {
	const atOnce = 4 // stations; each waits most of the time for its copy to be tried again
	var wait sync.WaitGroup
	results := make([]pulled, atOnce)
	for i := range results {
		b, _, target, end, err := t.onDisks()
		if err != nil {
			return "", err
		}
		wait.Go(func() {
			defer end()
			results[i] = b.pulledOut(target, (times+i)/atOnce)
		})
	}
	wait.Wait()
	var all pulled
	for _, p := range results {
		all.behind, all.longest = all.behind+p.behind, max(all.longest, p.longest)
		all.times, all.err = all.times+p.times, errors.Join(all.err, p.err)
	}
	return fmt.Sprintf("%d lần, trạm vẫn làm việc; %d lần bản sao tụt lại; lần nào cắm lại cũng theo kịp, chậm nhất sau %v; đọc lại: đúng",
		all.times, all.behind, all.longest.Round(100*time.Millisecond)), all.err
}

type pulled struct {
	times, behind int
	longest       time.Duration // from coming back to having caught up
	err           error
}

// pulledOut has a follower work on while its target goes and comes.
func (b *bureau) pulledOut(target *disk, times int) (p pulled) {
	var mu sync.Mutex
	head := func() (copied office.JournalHead, told int) {
		mu.Lock()
		defer mu.Unlock()
		return b.copied, len(b.records)
	}
	stop := make(chan struct{})
	done := make(chan error, 1)
	go func() {
		f := b.followed(pulledPace)
		const forever = 24 * time.Hour
		go func() { <-stop; _ = f.Process.Kill() }()
		midst, err := f.during(forever, func() {}, func(line []byte) {
			mu.Lock()
			defer mu.Unlock()
			b.note(line)
		})
		_ = midst
		done <- fmt.Errorf("%w\n%s", err, f.complaint.String())
	}()
	for p.times < times && p.err == nil {
		time.Sleep(time.Duration(b.random.Float64() * float64(400*time.Millisecond)))
		p.err = b.pullOne(target, &p, head)
		select {
		case err := <-done:
			p.err = errors.Join(p.err, fmt.Errorf("the station ended: %w", err))
			return p
		default:
		}
	}
	close(stop)
	_ = <-done // that it was killed
	if p.err == nil {
		p.err = b.whole()
	}
	return p
}

func (b *bureau) pullOne(target *disk, p *pulled, head func() (office.JournalHead, int)) error {
	p.times++
	if b.random.IntN(2) == 0 { // as a stick goes; otherwise it is only not to be seen any more
		if err := target.cut(); err != nil {
			return err
		}
	}
	if err := target.pullOut(); err != nil {
		return err
	}
	was, _ := head()
	time.Sleep(time.Duration(b.random.Float64() * float64(700*time.Millisecond)))
	if now, _ := head(); now == was {
		p.behind++
	}
	if err := target.plugIn(); err != nil {
		return err
	}
	began := time.Now()
	now, _ := head()
	for copied := now; copied.Seq <= now.Seq; copied, _ = head() {
		if time.Since(began) > patience {
			said, err := b.tramctl("backup", "status")
			return fmt.Errorf("the copy has entry %d %v after its target came back: %s %w", copied.Seq, patience, said, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.longest = max(p.longest, time.Since(began))
	c, err := copying.Find(context.Background(), copying.NewFolder(b.target), b.identity)
	if err == nil && len(c) != 1 {
		err = fmt.Errorf("%d copies", len(c))
	}
	return err
}
