package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// rounds are how often the two builds do their acts in turn, after a round in which each
// makes the store that it searches.
const rounds = 5

// figures are what one act took, as the program of .ci/bench/store prints it.
type figures struct{ cpu, wall, written, allocated float64 } // ms, ms, kB, kB

// stores measures the acts of a store with two builds of one source: the build before,
// and today's. Of each act it prints the medians, and the median of the ratios round by
// round, so that the machine's mood weighs on both.
func stores(w io.Writer, folder string, builds ...string) error {
	if len(builds) != 2 {
		return errors.New("stores wants the build before, and today's")
	}
	seen := map[string][2][]figures{}
	var acts []string
	for round := range rounds + 1 {
		for i, build := range builds {
			names, took, err := sitting(build, filepath.Join(folder, fmt.Sprint("build-", i)))
			if err != nil {
				return err
			}
			acts = names
			for name, f := range took {
				if both := seen[name]; round > 0 {
					both[i] = append(both[i], f)
					seen[name] = both
				}
			}
		}
	}
	fmt.Fprintf(w, "\nKho hồ sơ, bản dựng trước và bản này, cùng một lượt; trung vị của %d lượt xen kẽ; tải máy %s\n", rounds, busy())
	fmt.Fprintf(w, "%-24s %11s %11s %8s %18s %18s\n", "", "CPU trước", "CPU nay, ms", "tỷ số", "ghi xuống, kB", "cấp phát, kB")
	for _, act := range acts {
		compared(w, act, seen[act])
	}
	return nil
}

func compared(w io.Writer, act string, both [2][]figures) {
	of := func(i int, pick func(figures) float64) float64 {
		var all []float64
		for _, f := range both[i] {
			all = append(all, pick(f))
		}
		return middle(all)
	}
	cpu := func(f figures) float64 { return f.cpu }
	written := func(f figures) float64 { return f.written }
	allocated := func(f figures) float64 { return f.allocated }
	var ratios []float64
	for i := range both[0] {
		ratios = append(ratios, both[1][i].cpu/both[0][i].cpu)
	}
	fmt.Fprintf(w, "%-24s %11.3f %11.3f %7.2f× %8.1f →%8.1f %8.0f →%8.0f\n", act, of(0, cpu), of(1, cpu), middle(ratios),
		of(0, written), of(1, written), of(0, allocated), of(1, allocated))
}

func middle(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// sitting runs a build once.
func sitting(build, folder string) (acts []string, took map[string]figures, err error) {
	var said, wrong bytes.Buffer
	c := exec.Command(build, "-folder", folder)
	c.Stdout, c.Stderr = &said, &wrong
	if err := c.Run(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w\n%s", build, err, wrong.String())
	}
	took = map[string]figures{}
	for lines := bufio.NewScanner(&said); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), "\t")
		if took[name], err = parse(strings.Split(rest, "\t")); err != nil {
			return nil, nil, fmt.Errorf("%s said %q: %w", build, lines.Text(), err)
		}
		acts = append(acts, name)
	}
	return acts, took, nil
}

func parse(fields []string) (f figures, err error) {
	into := []*float64{&f.cpu, &f.wall, &f.written, &f.allocated}
	if len(fields) != len(into) {
		return f, os.ErrInvalid
	}
	for i, field := range fields {
		if *into[i], err = strconv.ParseFloat(field, 64); err != nil {
			return f, err
		}
	}
	return f, nil
}
