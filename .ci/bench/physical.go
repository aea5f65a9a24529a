package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// What the machine can do at all with the same bytes: copying them, and hashing
// them. A figure beside these tells how much is left to gain.

// withoutSHA switches off the processor's instructions for SHA-256, which many
// office PCs do not have.
const withoutSHA = "GODEBUG=cpu.sha=off"

// physical is cp and sha256sum over some files.
func (b *bench) physical(files ...string) (all []*contender, err error) {
	folder := filepath.Join(b.folder, "copies")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	return []*contender{
		{name: "giới hạn: cp", args: append(append([]string{"cp"}, files...), folder)},
		{name: "giới hạn: sha256sum", args: append([]string{"sha256sum"}, files...)},
	}, nil
}

// line prints the medians of a contender.
func line(w io.Writer, c *contender, said string) {
	m := c.median()
	fmt.Fprintf(w, "%-42s %9.0f %9.0f %9.1f   %s\n", c.name, float64(m.wall.Microseconds())/1000, float64(m.cpu.Microseconds())/1000, float64(m.peak)/(1<<20), said)
}

// besides tells how many times as long something took as cp and sha256sum.
func besides(c *contender, physical []*contender) string {
	if len(physical) == 0 {
		return ""
	}
	wall := float64(c.median().wall)
	return fmt.Sprintf("; %.1f× cp, %.1f× sha256sum", wall/float64(physical[0].median().wall), wall/float64(physical[1].median().wall))
}
