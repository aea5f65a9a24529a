package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	diskPage  = 4 << 10   // bytes that a disk gives at a time
	roomy     = 256 << 20 // bytes of a disk that has room
	mostPages = 2000      // that a work may want
	inARow    = 3         // times that it must be done before it is said to have room
)

// smallDisk is a file system in memory whose size can be changed, as root alone may.
type smallDisk struct{ at string }

func newSmallDisk(folder string) (smallDisk, error) {
	at, err := os.MkdirTemp(folder, "đầy")
	if err == nil {
		err = unix.Mount("tram", at, "tmpfs", 0, fmt.Sprintf("size=%d", roomy))
	}
	return smallDisk{at}, err
}

// leave leaves room for so many pages; negative: plenty.
func (d smallDisk) leave(pages int64) error {
	size := int64(roomy)
	if pages >= 0 {
		var is unix.Statfs_t
		if err := unix.Statfs(d.at, &is); err != nil {
			return err
		}
		size = (int64(is.Blocks-is.Bfree) + pages) * diskPage
	}
	return unix.Mount("tram", d.at, "tmpfs", unix.MS_REMOUNT, fmt.Sprintf("size=%d", size))
}

func (d smallDisk) drop() { _ = unix.Unmount(d.at, unix.MNT_DETACH) } // gone with this program at the latest

// full has disks run full at each page that is written, those of the station and of the copy.
func (t *table) full(int) (string, error) {
	said, err := t.fullStation()
	if err != nil {
		return said, err
	}
	of, err := t.fullTarget()
	return said + "; " + of, err
}

func (t *table) fullStation() (string, error) {
	d, err := newSmallDisk(t.folder)
	if err != nil {
		return "", err
	}
	defer d.drop()
	b, gone, err := t.newOffice(filepath.Join(d.at, "nhà"), "")
	if err != nil {
		return "", err
	}
	defer gone()
	names, points := tally{}, tally{}
	for _, w := range works {
		if strings.HasPrefix(w.name, "nhập gói") || w.name == "khôi phục" || w.name == "đọc lại bản sao" {
			continue // they have a row, or write nothing here
		}
		if points[w.name], err = b.fill(d, w, names); err != nil {
			return fmt.Sprint(points), fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return fmt.Sprintf("trạm: %d chỗ hết chỗ (%v), báo: %v; không mất gì đã báo, có chỗ lại thì làm tiếp", points.sum(), points, names), b.whole()
}

// fill does a work with room for no page, for one, and so on until it is done.
func (b *bureau) fill(d smallDisk, w work, names tally) (points int, err error) {
	for pages, done := int64(0), 0; done < inARow; pages++ {
		if pages > mostPages {
			return points, fmt.Errorf("not done with %d pages", pages)
		}
		if err := d.leave(pages); err != nil {
			return points, err
		}
		const never = time.Minute
		_, err := b.ended(w, never, func() {})
		var no *refused
		switch {
		case err == nil:
			done++
		case errors.As(err, &no) && no.Failure != "" && no.Next != "":
			done, points = 0, points+1
			names[no.Failure]++
		default:
			return points, fmt.Errorf("with %d pages: %w", pages, err)
		}
		if err := d.leave(-1); err != nil {
			return points, err
		}
		if err := b.has(nil); err != nil {
			return points, fmt.Errorf("after %d pages: %w", pages, err)
		}
	}
	return points, nil
}

func (t *table) fullTarget() (string, error) {
	d, err := newSmallDisk(t.folder)
	if err != nil {
		return "", err
	}
	defer d.drop()
	b, gone, err := t.newOffice("", d.at)
	if err != nil {
		return "", err
	}
	defer gone()
	names, points := tally{}, 0
	for pages, done := int64(0), 0; done < inARow; pages++ {
		if _, err := b.ended(works[0], time.Minute, func() {}); err != nil {
			return "", err
		}
		if err := d.leave(pages); err != nil {
			return "", err
		}
		err := b.copies()
		var no *refused
		switch {
		case err == nil:
			done++
		case errors.As(err, &no) && no.Failure != "" && no.Next != "":
			done, points = 0, points+1
			names[no.Failure]++
		default:
			return "", fmt.Errorf("copying into %d pages: %w", pages, err)
		}
		if err := errors.Join(b.prefix(), d.leave(-1)); err != nil {
			return "", fmt.Errorf("copied into %d pages: %w", pages, err)
		}
		if err := b.copies(); err != nil {
			return "", fmt.Errorf("with room again after %d pages: %w", pages, err)
		}
	}
	return fmt.Sprintf("bản sao: %d chỗ, báo: %v; phần trước đọc được, có chỗ lại thì đủ ngay", points, names), b.whole()
}
