package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// table runs what may happen to an office and its copy, and prints a row for each.
type table struct {
	ctl, samples, folder string
	random               *rand.Rand
	rows                 []tableRow
}

// tableRow is what came of one row.
type tableRow struct {
	name, said string
	times      int
	took       time.Duration
	err        error
}

// happenings are the rows, by the word that chooses them, each with how often it happens
// in a whole run.
var happenings = []struct {
	word, name string
	times      int
	run        func(t *table, times int) (said string, err error)
}{
	{"kills", "kill -9 ngang mọi loại việc", 2000, (*table).kills},
	{"cuts", "mất điện: ext4 thật quên mọi thứ chưa đồng bộ", 300, (*table).cuts},
	{"pulls", "rút nơi để bản sao giữa chừng, rồi cắm lại", 200, (*table).pulls},
	{"full", "đĩa đầy ở từng trang 4 KB ghi thêm", 1, (*table).full},
	{"flips", "đổi một bit", 500, (*table).flips},
	{"repairs", "kill -9 và đĩa đầy ngang lúc lập lại cơ sở dữ liệu", 60, (*table).repairs},
	{"attacks", "tấn công đóng thử", 1, (*table).attacks},
}

func runTable(args []string) error {
	var t table
	set := flag.NewFlagSet("table", flag.ContinueOnError)
	set.StringVar(&t.ctl, "tramctl", "bin/tramctl", "the program")
	set.StringVar(&t.samples, "pages", "assets/samples", "folder of JPEG pages")
	set.StringVar(&t.folder, "folder", "", "where offices lie; empty: a new folder, removed in the end")
	only := set.String("rows", "", "which rows, parted by commas; empty: all")
	share := set.Float64("share", 1, "of how often each happens in a whole run")
	seed := set.Uint64("seed", uint64(time.Now().UnixNano()), "of the random moments; printed")
	if err := set.Parse(args); err != nil {
		return err
	}
	if t.folder == "" {
		made, err := os.MkdirTemp("", "tram-table-")
		if err != nil {
			return err
		}
		t.folder = made
		defer os.RemoveAll(made)
	}
	for _, path := range []*string{&t.ctl, &t.samples, &t.folder} {
		full, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = full
	}
	t.random = rand.New(rand.NewPCG(*seed, *seed))
	fmt.Printf("seed %d\n", *seed)
	var failed error
	for _, h := range happenings {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), h.word) {
			continue
		}
		r := tableRow{name: h.name, times: max(1, int(float64(h.times)**share))}
		began := time.Now()
		r.said, r.err = h.run(&t, r.times)
		r.took = time.Since(began)
		t.rows = append(t.rows, r)
		fmt.Println(r)
		failed = errors.Join(failed, r.err)
	}
	fmt.Println("\n| gì xảy ra | thấy gì |\n|---|---|")
	for _, r := range t.rows {
		fmt.Println(r)
	}
	return failed
}

func (r tableRow) String() string {
	said := r.said
	if r.err != nil {
		said += " **HỎNG:** " + strings.ReplaceAll(r.err.Error(), "\n", " ")
	}
	return fmt.Sprintf("| %s | %s (%v) |", r.name, said, r.took.Round(time.Second))
}

// newOffice is an office of its own for a part of a row.
func (t *table) newOffice(home, target string) (*bureau, func(), error) {
	aside, err := os.MkdirTemp(t.folder, "o")
	if err != nil {
		return nil, nil, err
	}
	if home == "" {
		home = filepath.Join(aside, "nhà")
	}
	if target == "" {
		target = filepath.Join(aside, "usb")
		if err := os.Mkdir(target, 0o700); err != nil {
			return nil, nil, err
		}
	}
	r := rand.New(rand.NewPCG(t.random.Uint64(), t.random.Uint64()))
	b, err := newBureau(t.ctl, t.samples, aside, home, target, r)
	return b, func() { _ = os.RemoveAll(aside) }, err
}
