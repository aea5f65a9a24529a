package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// attack is what somebody does who has the target in their hands, and what is said to it.
type attack struct {
	name string
	do   func(a *attacked) error
	want []string // failures, one of which a restore names
}

// attacked is a copy that lies in the hands of somebody.
type attacked struct {
	at       string   // the target
	segments []string // of the journal, in order
	files    []string
	outside  string // a folder that is none of its
}

const hugeFile = 1 << 40 // bytes, of a sparse file

var attacks = []attack{
	{"đoạn nhật ký cũ đặt vào chỗ đoạn mới", func(a *attacked) error { return over(a.segments[0], a.segments[1]) }, []string{"copying.not-ours"}},
	{"đổi chỗ hai đoạn", func(a *attacked) error { return swap(a.segments[0], a.segments[1]) }, []string{"copying.not-ours"}},
	{"bớt một đoạn ở giữa", func(a *attacked) error { return os.Remove(a.segments[1]) }, []string{"copying.incomplete"}},
	{"tráo hai tệp", func(a *attacked) error { return swap(a.files[0], a.files[1]) }, []string{"copying.files-bad"}},
	{"tệp cũ đặt vào chỗ tệp mới", func(a *attacked) error { return over(a.files[0], a.files[1]) }, []string{"copying.files-bad"}},
	{"bớt một tệp", func(a *attacked) error { return os.Remove(a.files[0]) }, []string{"copying.files-bad"}},
	{"đoạn 1 TB", func(a *attacked) error { return os.Truncate(a.segments[0], hugeFile) }, []string{"copying.incomplete", "copying.not-ours"}},
	{"tệp 1 TB", func(a *attacked) error { return os.Truncate(a.files[0], hugeFile) }, []string{"copying.files-bad"}},
	{"đường ống thay cho đoạn", func(a *attacked) error {
		return instead(a.segments[0], func(p string) error { return unix.Mkfifo(p, 0o600) })
	}, []string{"copying.incomplete", "whole.not-a-file"}},
	{"đường ống thay cho tệp", func(a *attacked) error {
		return instead(a.files[0], func(p string) error { return unix.Mkfifo(p, 0o600) })
	}, []string{"copying.files-bad", "whole.not-a-file"}},
	{"liên kết thay cho tệp, dẫn ra ngoài", func(a *attacked) error {
		return instead(a.files[0], func(p string) error { return os.Symlink(filepath.Join(a.outside, "tệp"), p) })
	}, []string{"copying.files-bad", "whole.not-a-file"}},
	{"thư mục thay cho đoạn", func(a *attacked) error {
		return instead(a.segments[0], func(p string) error { return os.Mkdir(p, 0o700) })
	}, []string{"copying.incomplete", "whole.not-a-file"}},
	{"đoạn số 999999999999 thêm vào cuối", func(a *attacked) error {
		return over(a.segments[0], filepath.Join(filepath.Dir(a.segments[0]), "999999999999"))
	}, []string{"copying.incomplete", "copying.not-ours"}},
	{"100.000 tệp rác, tên lạ", func(a *attacked) error { return litter(a) }, nil},
}

func over(from, to string) error {
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	return err
}

func swap(one, two string) error {
	return errors.Join(os.Rename(one, one+".x"), os.Rename(two, one), os.Rename(one+".x", two))
}

func instead(path string, put func(string) error) error {
	return errors.Join(os.Remove(path), put(path))
}

func litter(a *attacked) error {
	const many = 100_000
	var err error
	for i := range many {
		dir := filepath.Dir([]string{a.segments[0], a.files[0]}[i%2])
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, fmt.Sprintf("..%d\n\\%%2e%%2e rác", i)), nil, 0o600))
	}
	return err
}

// attacks plays each, and restores from what is left.
func (t *table) attacks(int) (string, error) {
	b, gone, err := t.newOffice("", "")
	if err != nil {
		return "", err
	}
	defer gone()
	if _, err := b.learn(); err != nil {
		return "", err
	}
	for range 3 {
		if _, err := b.ended(works[0], time.Minute, func() {}); err != nil {
			return "", err
		}
		if err := b.copies(); err != nil {
			return "", err
		}
	}
	refusedAs := tally{}
	for _, each := range attacks {
		said, err := b.attack(each)
		if err != nil {
			return fmt.Sprint(refusedAs), fmt.Errorf("%s: %w", each.name, err)
		}
		refusedAs[said]++
	}
	if err := b.stolen(t); err != nil {
		return fmt.Sprint(refusedAs), err
	}
	told, err := b.rolledBack()
	return fmt.Sprintf("%d lối, mỗi lối một câu và không tạo gì ở nơi đích: %v; ổ bị lấy trộm: chìa khác không mở được, không có chữ nào của văn bản; cả ổ về bản cũ: %s", len(attacks), refusedAs, told), err
}

// attack spoils another copy of the target, and tells how a restore from it was refused.
func (b *bureau) attack(each attack) (said string, err error) {
	a, done, err := b.inTheirHands()
	if err != nil {
		return "", err
	}
	defer done()
	if err := each.do(a); err != nil {
		return "", err
	}
	to := filepath.Join(b.aside, "đích")
	defer os.RemoveAll(to)
	c := b.command("restore", "--from", a.at, "--to", to)
	p := &process{Cmd: c}
	const most = time.Minute
	late, err := p.during(most, func() {}, nil)
	if late {
		return "", fmt.Errorf("no answer in %v", most)
	}
	if each.want == nil {
		return "khôi phục được, bỏ qua rác", err
	}
	no := refusal("restore", p.out.Bytes(), p.complaint.Bytes())
	if err == nil || !slices.Contains(each.want, no.Failure) || no.Said == "" || no.Next == "" {
		return "", fmt.Errorf("%w, answered by %q %s", err, no.Failure, no.Error())
	}
	if _, err := os.Lstat(to); err == nil {
		return "", errors.New("the folder was made all the same")
	}
	left, err := os.ReadDir(a.outside)
	if err != nil || len(left) != 1 {
		return "", fmt.Errorf("outside of it lies %v: %w", left, err)
	}
	return no.Failure, nil
}

func (b *bureau) inTheirHands() (*attacked, func(), error) {
	a := &attacked{at: filepath.Join(b.aside, "của họ"), outside: filepath.Join(b.aside, "ngoài")}
	err := errors.Join(os.RemoveAll(a.at), os.RemoveAll(a.outside), ran("cp", "-a", b.target, a.at), os.Mkdir(a.outside, 0o700), os.WriteFile(filepath.Join(a.outside, "tệp"), []byte("x"), 0o600))
	if err != nil {
		return nil, nil, err
	}
	if a.segments, err = filesIn(a.at, func(name string) bool { return strings.Contains(name, "/j/") }); err == nil {
		a.files, err = filesIn(a.at, func(name string) bool { return strings.Contains(name, "/f/") })
	}
	return a, func() { _ = errors.Join(os.RemoveAll(a.at), os.RemoveAll(a.outside)) }, err
}

// stolen has somebody look at the target who has another office's key.
func (b *bureau) stolen(t *table) error {
	other, gone, err := t.newOffice("", "")
	if err != nil {
		return err
	}
	defer gone()
	to := filepath.Join(other.aside, "đích")
	_, err = other.tramctl("restore", "--from", b.target, "--to", to)
	var no *refused
	if !errors.As(err, &no) || no.Failure != "copying.of-another" {
		return fmt.Errorf("with another key: %w", err)
	}
	all, err := filesIn(b.target, func(string) bool { return true })
	for _, path := range all {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, secret := range []string{"Lần thử", "Nguyễn Văn Mẫu", officeName, "quyet-dinh", "JFIF", "%PDF", b.identity.Recipient()} {
			if strings.Contains(path+string(content), secret) {
				return fmt.Errorf("%s tells %q", path, secret)
			}
		}
	}
	return err
}

// rolledBack puts the whole target back to what it was, and restores from it.
func (b *bureau) rolledBack() (told string, err error) {
	a, done, err := b.inTheirHands()
	if err != nil {
		return "", err
	}
	defer done()
	for range 2 {
		if _, err := b.ended(works[rand.IntN(2)], time.Minute, func() {}); err != nil {
			return "", err
		}
	}
	if err := b.copies(); err != nil {
		return "", err
	}
	marks := filepath.Join(b.aside, "mốc")
	if _, err := b.tramctl("journal", "mark", "-o", marks); err != nil {
		return "", err
	}
	if err := errors.Join(os.RemoveAll(b.target), os.Rename(a.at, b.target)); err != nil {
		return "", err
	}
	old := *b
	old.home, old.state = filepath.Join(b.aside, "cũ"), filepath.Join(b.aside, "cũ"+beside)
	if _, err := old.tramctl("restore", "--from", b.target, "--to", old.home); err != nil {
		return "", err
	}
	var no *refused
	if _, err := old.tramctl("verify", "--journal", "--marks", marks); !errors.As(err, &no) {
		return "", fmt.Errorf("the mark that lay elsewhere does not tell of it: %w", err)
	}
	copied := b.copied
	if err := b.copies(); err != nil && !errors.As(err, &no) {
		return "", err
	} else if err != nil {
		return "mốc ở nơi khác báo, trạm cũng báo lần sao kế tiếp (" + no.Failure + ")", nil
	}
	return fmt.Sprintf("mốc ở nơi khác báo; trạm không báo gì, lần sao kế tiếp bù lại tới mục %d", copied.Seq), b.prefix()
}
