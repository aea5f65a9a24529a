package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing/fstest"
)

// change is what a piece of work did to one place of one class.
type change struct{ added, removed lines }

// place is a folder as one class of files sees it.
type place struct {
	class  class
	folder string
}

// between tells two commits beside each other and what lies between them.
func between(w io.Writer, from, to string) error {
	before, err1 := houseAt(from)
	after, err2 := houseAt(to)
	diff, err3 := git("diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", from, to)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	changes, err := readDiff(bytes.NewReader(diff))
	if err != nil {
		return err
	}
	show(w, []string{from, to}, before, after)
	fmt.Fprintln(w)
	tell(w, changes)
	return nil
}

// houseAt counts a commit without touching the working tree.
func houseAt(commit string) (house, error) {
	archive, err := git("archive", "--format=tar", commit)
	if err != nil {
		return house{}, err
	}
	tree := fstest.MapFS{}
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return countTree(tree)
		}
		if err != nil {
			return house{}, err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return house{}, err
		}
		tree[path.Clean(h.Name)] = &fstest.MapFile{Data: b}
	}
}

func git(args ...string) ([]byte, error) {
	var said bytes.Buffer
	c := exec.Command("git", args...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, said.String())
	}
	return out, nil
}

// readDiff counts the lines of a unified diff without context.
func readDiff(r io.Reader) (map[place]change, error) {
	changes := map[place]change{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	d := differ{changes: changes}
	for lines.Scan() {
		d.line(lines.Text())
	}
	return changes, lines.Err()
}

// differ walks a diff: a file's two names, then its hunks.
type differ struct {
	changes     map[place]change
	was, now    string // the file before and after; "": there was none
	minus, plus int    // lines of the hunk that are still to come
}

func (d *differ) line(l string) {
	switch {
	case d.minus > 0 && strings.HasPrefix(l, "-"):
		d.minus--
		d.count(d.was, l[1:], func(c *change) *lines { return &c.removed })
	case d.plus > 0 && strings.HasPrefix(l, "+"):
		d.plus--
		d.count(d.now, l[1:], func(c *change) *lines { return &c.added })
	case strings.HasPrefix(l, "--- "):
		d.was = named(l[4:], "a/")
	case strings.HasPrefix(l, "+++ "):
		d.now = named(l[4:], "b/")
	case strings.HasPrefix(l, "@@ "):
		d.minus, d.plus = hunk(l)
	}
}

func (d *differ) count(file, l string, side func(*change) *lines) {
	kind := classOf(file)
	if kind == elsewhere {
		return
	}
	at := place{kind, path.Dir(file)}
	c := d.changes[at]
	side(&c).add(l, path.Ext(file) == ".go")
	d.changes[at] = c
}

func named(said, prefix string) string {
	return strings.TrimPrefix(strings.Trim(strings.TrimSuffix(said, "\t"), `"`), prefix)
}

// hunk reads how many lines a hunk takes away and brings: "@@ -3,2 +3 @@".
func hunk(l string) (minus, plus int) {
	parts := strings.Fields(l)
	if len(parts) < 3 {
		return 0, 0
	}
	return span(parts[1]), span(parts[2])
}

func span(s string) int {
	n := 1
	if _, after, found := strings.Cut(s, ","); found {
		fmt.Sscan(after, &n)
	}
	return n
}

// tell writes what was added and removed, class by class and place by place.
func tell(w io.Writer, changes map[place]change) {
	for _, c := range classes {
		var sum change
		var told []string
		for _, at := range slices.SortedFunc(maps.Keys(changes), byFolder) {
			if at.class == c {
				sum = change{sum.added.plus(changes[at].added), sum.removed.plus(changes[at].removed)}
				told = append(told, fmt.Sprintf("    %s: %s", at.folder, changes[at].said()))
			}
		}
		if len(told) > 0 {
			fmt.Fprintf(w, "%s: %s\n%s\n", c, sum.said(), strings.Join(told, "\n"))
		}
	}
}

func byFolder(a, b place) int { return strings.Compare(a.folder, b.folder) }

func (c change) said() string {
	s := fmt.Sprintf("+%d −%d", c.added.own, c.removed.own)
	if c.added.comment+c.removed.comment > 0 {
		s += fmt.Sprintf(" (ghi chú +%d −%d)", c.added.comment, c.removed.comment)
	}
	return s
}
