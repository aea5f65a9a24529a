// Command look holds what is said of signed PDFs against what readers show. For
// each signature in a folder that the reading of the file leaves standing, the
// signed state and the whole file are drawn by poppler and by mupdf, and must look
// alike but where a change is named. PDFium looks inside the program itself.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/pdf"
)

func main() {
	dir := flag.String("dir", "", "folder of signed PDFs")
	most := flag.Int("pages", 20, "pages of a file that are drawn")
	flag.Parse()
	bad, err := run(context.Background(), *dir, *most)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if bad > 0 {
		fmt.Printf("%d chữ ký còn đứng mà trang đã hiện khác\n", bad)
		os.Exit(1)
	}
}

// run looks at every file below a folder, and counts what nobody named.
func run(ctx context.Context, dir string, most int) (bad int, err error) {
	if dir == "" {
		return 0, errors.New("look -dir FOLDER")
	}
	return bad, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, told := range file(ctx, b, most) {
			fmt.Printf("%s: %s\n", strings.TrimPrefix(path, dir), told.line)
			if told.bad {
				bad++
			}
		}
		return nil
	})
}

// told is what there is to say of one signature.
type told struct {
	line string
	bad  bool
}

func file(ctx context.Context, b []byte, most int) []told {
	found, err := pdf.Signatures(ctx, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return []told{{line: "không đọc được: " + err.Error()}}
	}
	if len(found) == 0 {
		return []told{{line: "không có chữ ký"}}
	}
	var all []told
	for _, s := range found {
		all = append(all, signature(ctx, b, s, most))
	}
	return all
}

// signature says what came after one, and looks whether that is all.
func signature(ctx context.Context, b []byte, s pdf.Signature, most int) told {
	var said []string
	stands := s.CoversRevision && len(s.Faults) == 0
	for _, f := range s.Faults {
		said = append(said, f.Said)
	}
	for _, c := range s.Since {
		said = append(said, c.Said)
		stands = stands && c.Kind != pdf.Content && c.Kind != pdf.Unknown
	}
	line := fmt.Sprintf("%s: %s", s.Field, strings.Join(said, " "))
	if !stands {
		return told{line: "KHÔNG ĐỨNG " + line}
	}
	end := s.Range[2] + s.Range[3]
	if end >= int64(len(b)) {
		return told{line: "đứng " + line}
	}
	seen, err := differs(ctx, b[:end], b, s.Since, most)
	switch {
	case err != nil:
		return told{line: "đứng " + line + " CHƯA XEM ĐƯỢC: " + err.Error()}
	case seen != "":
		return told{line: "đứng " + line + " NHƯNG " + seen, bad: true}
	}
	return told{line: "đứng " + line}
}
