// Command bench measures our writing and the whole conversion side by side
// with img2pdf, our signing and judging with pdfsig, and our marking of the first
// page with qpdf, and all of them with cp and sha256sum of the same bytes, in one
// run: the machine's mood then weighs on all alike.
//
// It measures other processes, by what the kernel says of them when they end.
// A child inherits the peak of the process that starts it, so this one stays
// small: making the pages and writing the PDF are children too.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "pages":
			return makePages(args[1], args[2])
		case "write":
			return writePDF(args[1], args[2:])
		case "sign":
			return signFile(args[1], args[2], args[3])
		case "verify":
			return verifyFile(args[1], args[2], args[3:])
		case "overlay":
			return overlayFile(args[1], args[2])
		case "stores":
			return stores(os.Stdout, args[1], args[2:]...)
		case "register":
			return writeRegister(args[1])
		case "registers":
			return registers(os.Stdout, args[1], args[2])
		case "copies":
			return copies(os.Stdout, args[1], args[2], args[3])
		}
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	folder := flags.String("folder", "bin/bench", "where inputs and outputs lie")
	ctl := flags.String("tramctl", "bin/tramctl", "the program to measure")
	pages := flags.String("pages", "", "folder of JPEG pages; empty makes them from the sample pages")
	only := flags.String("only", "", "one table: write, sign or overlay; empty: all")
	runs := flags.Int("runs", 9, "measured runs of each, after one to warm up")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b := bench{folder: *folder, ctl: *ctl, runs: *runs}
	if err := b.findPages(*pages); err != nil {
		return err
	}
	if *only == "" || *only == "write" {
		if err := b.prepare(); err != nil {
			return err
		}
	}
	defer b.tidy()
	var failed error
	for _, t := range []struct {
		name  string
		table func(io.Writer) error
	}{{"write", b.table}, {"sign", b.signatures}, {"overlay", b.overlays}} {
		if *only == "" || *only == t.name {
			failed = errors.Join(failed, t.table(os.Stdout))
		}
	}
	return failed
}

// tidy leaves only the pages, which take ten seconds to make.
func (b *bench) tidy() {
	os.RemoveAll(b.home())
	os.RemoveAll(b.signing())
	os.RemoveAll(b.overlaying())
	os.RemoveAll(filepath.Join(b.folder, "copies"))
	for _, out := range []string{"ours.pdf", "peer.pdf"} {
		os.Remove(filepath.Join(b.folder, out))
	}
}

// bench is one sitting: the pages, and where the results go.
type bench struct {
	folder string
	ctl    string
	runs   int
	pages  []string
	bytes  int64
}

// pageCount is the number of pages in one document.
const pageCount = 100

// findPages takes the pages of a folder, or makes them once. Fewer than a
// hundred are used again in turn.
func (b *bench) findPages(folder string) error {
	if folder == "" {
		folder = filepath.Join(b.folder, "pages")
		if have, err := filepath.Glob(filepath.Join(folder, "*.jpg")); err != nil || len(have) < pageCount {
			if _, err := measure(os.Args[0], "pages", folder, "assets/samples"); err != nil {
				return err
			}
		}
	}
	have, err := filepath.Glob(filepath.Join(folder, "*.jpg"))
	if err != nil {
		return err
	}
	if len(have) == 0 {
		return errors.New("no JPEG pages in " + folder)
	}
	for i := range pageCount {
		page := have[i%len(have)]
		info, err := os.Stat(page)
		if err != nil {
			return err
		}
		b.pages, b.bytes = append(b.pages, page), b.bytes+info.Size()
	}
	return nil
}

// prepare sets up a fresh office, so that no run finds records of the last.
func (b *bench) prepare() error {
	if err := os.RemoveAll(b.home()); err != nil {
		return err
	}
	_, err := measure(b.ctl, "setup", "--home", b.home(), "--office", "Ủy ban nhân dân xã Mẫu Sơn", "--code", "H00.00.01",
		"--system", "Trạm Công vụ", "--owner", "Ủy ban nhân dân xã Mẫu Sơn", "--clerk", "Nguyễn Văn Mẫu")
	return err
}

func (b *bench) home() string    { return filepath.Join(b.folder, "home") }
func (b *bench) signing() string { return filepath.Join(b.folder, "signing") }
