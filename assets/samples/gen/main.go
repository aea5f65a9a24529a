// Command gen typesets the sample pages: a decision of an office that does not
// exist, on paper that has been through a scanner.
//
// The pages are A4 in colour at 200 dpi: a first page with the national
// header, a page with signature and seal, an appendix printed up to the edges
// of its sheet, and the blank back of the last one.
package main

import (
	"fmt"
	"image"
	"log"
	"os"
	"path/filepath"
)

// Quality is what office scanners use; Seed makes every run give the same pages.
const (
	quality = 60
	seed    = 137
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: gen FOLDER")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// write makes the pages in folder, in the order in which the paper lies.
func write(folder string) error {
	typeset := []func(*sheet){firstPage, lastPage, appendix, backPage}
	var behind *image.RGBA
	for i, fill := range typeset {
		s, err := newSheet()
		if err != nil {
			return err
		}
		fill(s)
		scan := newScan(seed+uint64(i), []float64{0.35, -0.28, 0.18, -0.4}[i])
		aged := scan.age(s.img, behind)
		behind = s.img
		name := filepath.Join(folder, fmt.Sprintf("quyet-dinh-mau-%d.jpg", i+1))
		if err := os.WriteFile(name, jpegAt(aged, dpi), 0o644); err != nil {
			return err
		}
	}
	return nil
}
