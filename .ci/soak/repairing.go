package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// damagesOfOne are what a database looks like that is put together anew.
var damagesOfOne = []struct {
	name string
	do   func(b []byte) []byte
}{
	{"một bit mỗi trang", func(b []byte) []byte {
		const page = 4096
		for at := page + 9; at < len(b); at += page {
			b[at] ^= 1
		}
		return b
	}},
	{"bị cắt đôi", func(b []byte) []byte { return b[:len(b)/2] }},
	{"toàn số không", func(b []byte) []byte { clear(b); return b }},
}

// repairs ends repairs by SIGKILL at random moments, and has disks run full under them. The
// next start of the window, or the next repair, loses nothing.
func (t *table) repairs(times int) (string, error) {
	killed, midst, err := t.killedRepairs(times)
	if err != nil {
		return fmt.Sprintf("sau %d lần", killed), err
	}
	points, names, err := t.fullRepairs()
	return fmt.Sprintf("%d lần giết, %d giữa việc: lần mở hay lần lập lại sau không mất gì; đĩa đầy: %d chỗ, báo: %v, có chỗ lại thì lập lại được", killed, midst, points, names), err
}

// damaged is an office of which everything is on its copy, and what it shows. spoil has it as
// it was but for its database.
func (t *table) damaged(home string) (b *bureau, gone func(), was stayed, spoil func(n int) error, err error) {
	if b, gone, err = t.newOffice(home, ""); err != nil {
		return nil, nil, was, nil, err
	}
	if _, err = b.learn(); err == nil {
		err = errors.Join(b.copies(), b.copies())
	}
	kept := filepath.Join(b.aside, "gốc")
	if err == nil {
		err = errors.Join(os.Mkdir(kept, 0o700), ran("cp", "-a", b.home, b.state, b.target, kept))
	}
	if err == nil {
		was, err = b.stay()
	}
	database := filepath.Join(b.home, "office.db")
	return b, gone, was, func(n int) error {
		if err := b.asItWas(kept); err != nil {
			return err
		}
		content, err := os.ReadFile(database)
		if err != nil {
			return err
		}
		return os.WriteFile(database, damagesOfOne[n%len(damagesOfOne)].do(content), 0o600)
	}, err
}

func (t *table) killedRepairs(times int) (killed, midst int, err error) {
	b, gone, was, spoil, err := t.damaged("")
	if err != nil {
		return 0, 0, err
	}
	defer gone()
	if err := spoil(0); err != nil {
		return 0, 0, err
	}
	began := time.Now()
	if _, err := b.tramctl("repair"); err != nil {
		return 0, 0, err
	}
	usual := time.Since(began)
	for ; killed < times; killed++ {
		if err := spoil(killed); err != nil {
			return killed, midst, err
		}
		p := &process{Cmd: b.command("repair")}
		ended, _ := p.during(b.moment(usual), func() {}, nil) // what it says when it is killed says nothing
		if ended {
			midst++
		}
		if err := b.isBack(was); err != nil {
			return killed, midst, fmt.Errorf("%s: %w", damagesOfOne[killed%len(damagesOfOne)].name, err)
		}
	}
	return killed, midst, nil
}

// isBack opens the office as the window does, and repairs it where that does not open it.
func (b *bureau) isBack(was stayed) error {
	is, err := b.stay()
	if err == nil && is.refused != nil {
		if _, err := b.tramctl("repair"); err != nil {
			return err
		}
		is, err = b.stay()
	}
	if err != nil || is.refused != nil || is.shown != was.shown || !is.proven {
		return fmt.Errorf("it does not come back as it was: %w, %w, told %q, the same: %v, proven: %v", err, is.refused, is.told, is.shown == was.shown, is.proven)
	}
	_, err = b.tramctl("verify", "--database")
	return err
}

// fullRepairs has a repair find room for no page, for some, and so on until it is done.
func (t *table) fullRepairs() (points int, names tally, err error) {
	const step = 7 // pages
	d, err := newSmallDisk(t.folder)
	if err != nil {
		return 0, nil, err
	}
	defer d.drop()
	b, gone, was, spoil, err := t.damaged(filepath.Join(d.at, "nhà"))
	if err != nil {
		return 0, nil, err
	}
	defer gone()
	names = tally{}
	for pages, done := int64(0), 0; done < inARow; pages += step {
		if err := errors.Join(spoil(points), d.leave(pages)); err != nil {
			return points, names, err
		}
		_, err := b.tramctl("repair")
		var no *refused
		switch {
		case err == nil:
			done++
		case errors.As(err, &no) && strings.Contains(no.Failure, "disk-full") && no.Next != "":
			done, points = 0, points+1
			names[no.Failure]++
		default:
			return points, names, fmt.Errorf("with %d pages: %w", pages, err)
		}
		if err := d.leave(-1); err != nil {
			return points, names, err
		}
		if err := b.isBack(was); err != nil {
			return points, names, fmt.Errorf("after %d pages: %w", pages, err)
		}
	}
	return points, names, nil
}
