// Command corpus puts a mark over every PDF of a folder and lets others judge
// whether anything else changed. Each file has a process of its own, with a limit
// of time and memory: what kills it is a finding, and the next one goes on.
//
// With -capture it takes the pages of each in as scans instead, and compares what
// is kept with what is seen.
//
// A file ends as marked, marked-after-rewrite or refused, which must have a
// sentence; anything else is a defect.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == "one" {
		judgeOne(os.Args[2], strings.Join(os.Args[3:], ""))
		return
	}
	if len(os.Args) > 2 && os.Args[1] == "capture" {
		printEnd(captureAndJudge(context.Background(), os.Args[2]))
		return
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	dir := flags.String("dir", "", "folder of the PDFs")
	workers := flags.Int("workers", 2, "files at the same time")
	capture := flags.Bool("capture", false, "take the pages in as scans, and compare what is kept with what is seen")
	every := flags.Int("every", 1, "take only one file in so many")
	list := flags.String("list", "", "write how each file ended into this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	files, err := pdfs(*dir)
	if err != nil {
		return err
	}
	var chosen []string
	for i := 0; i < len(files); i += *every {
		chosen = append(chosen, files[i])
	}
	work := "one"
	if *capture {
		work = "capture"
	}
	ends := judgeAll(chosen, work, *workers)
	if *list != "" {
		if err := save(*list, ends); err != nil {
			return err
		}
	}
	if defects := report(os.Stdout, ends); defects > 0 {
		return fmt.Errorf("%d defects", defects)
	}
	return nil
}

// pdfs lists the files of a folder and below it, in order.
func pdfs(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".pdf") {
			files = append(files, path)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no PDF below %q", dir)
	}
	return files, err
}

// end is how a file ended.
type end struct {
	File    string `json:"-"`
	Outcome string // "marked", "marked-after-rewrite", "refused: …", or a defect
	Why     string
	Defect  bool
}

func judgeAll(files []string, work string, workers int) []end {
	ends := make([]end, len(files))
	next := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := range next {
				ends[i] = apart(work, files[i])
				if ends[i].Defect {
					fmt.Fprintf(os.Stderr, "%s: %s: %s\n", files[i], ends[i].Outcome, ends[i].Why)
				}
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	all.Wait()
	return ends
}

// report prints the shares, why files were refused, and the defects.
func report(w io.Writer, ends []end) (defects int) {
	counts := map[string]int{}
	for _, e := range ends {
		counts[e.Outcome]++
		if e.Defect {
			defects++
		}
	}
	fmt.Fprintf(w, "%d files\n", len(ends))
	order := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	for _, outcome := range order {
		fmt.Fprintf(w, "%6d  %5.1f %%  %s\n", counts[outcome], 100*float64(counts[outcome])/float64(len(ends)), outcome)
	}
	for _, e := range ends {
		if strings.HasPrefix(e.Outcome, "refused") {
			fmt.Fprintf(w, "%s: %s: %s\n", e.File, e.Outcome, e.Why)
		}
	}
	for _, e := range ends {
		if e.Defect {
			fmt.Fprintf(w, "DEFECT %s: %s: %s\n", e.File, e.Outcome, e.Why)
		}
	}
	return defects
}

func save(path string, ends []end) error {
	var b strings.Builder
	for _, e := range ends {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", e.File, e.Outcome, e.Why)
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
