package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// house is what stands at one time.
type house struct {
	files    map[class]int
	lines    map[class]lines
	packages map[string]bool // folders with code
	longest  string          // package with the most lines of code, with their number
	exported int             // names that other packages may use, of code
	surfaces []surface       // interfaces, widest first
	types    []surface       // types with methods, those with most first
	funcs    []int           // lines of each function of code, sorted
}

// surface is a type and how many methods it has.
type surface struct {
	name    string
	methods int
}

// built and kept folders that are not of the house.
var apart = []string{"bin", "dist", "node_modules"}

// countTree reads every file of a tree.
func countTree(tree fs.FS) (house, error) {
	h := house{files: map[class]int{}, lines: map[class]lines{}, packages: map[string]bool{}}
	reader := newReader(&h)
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(file)
		}
		return reader.file(tree, file)
	})
	reader.end()
	return h, err
}

// skip leaves out what was built, and hidden folders but the one of the tools.
func skip(folder string) error {
	hidden := strings.HasPrefix(path.Base(folder), ".") && folder != "." && folder != ".ci"
	if hidden || slices.Contains(apart, folder) {
		return fs.SkipDir
	}
	return nil
}

// linesOf counts a whole file.
func linesOf(content string, isGo bool) (l lines) {
	for line := range strings.Lines(content) {
		l.add(line, isGo)
	}
	return l
}

// median of sorted figures; 0: there are none.
func median(sorted []int) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)/2]
}
