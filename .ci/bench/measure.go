package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes resident at most
}

// measure runs a program to its end. What it printed appears only in the
// error, when it fails.
func measure(name string, args ...string) (cost, error) {
	var said bytes.Buffer
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = &said, &said
	start := time.Now()
	if err := c.Run(); err != nil {
		return cost{}, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, said.String())
	}
	wall := time.Since(start)
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("%s: this system tells no resource usage", name)
	}
	return cost{wall: wall, cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak: used.Maxrss << 10}, nil
}

// contender is one way to do the work.
type contender struct {
	name string
	args []string
	seen []cost
}

func (c *contender) median() cost {
	pick := func(of func(cost) int64) int64 {
		var all []int64
		for _, s := range c.seen {
			all = append(all, of(s))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	return cost{
		wall: time.Duration(pick(func(s cost) int64 { return int64(s.wall) })),
		cpu:  time.Duration(pick(func(s cost) int64 { return int64(s.cpu) })),
		peak: pick(func(s cost) int64 { return s.peak }),
	}
}

// race runs contenders in turn, after one round to warm up.
func (b *bench) race(all ...*contender) error {
	for round := range b.runs + 1 {
		for _, c := range all {
			cost, err := measure(c.args[0], c.args[1:]...)
			if err != nil {
				return err
			}
			if round > 0 {
				c.seen = append(c.seen, cost)
			}
		}
	}
	return nil
}

// busy tells how busy the machine is.
func busy() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}

// table runs the contenders in turn and prints their medians, with the
// processor's instructions for SHA-256 and without.
func (b *bench) table(w io.Writer) error {
	convert := append([]string{b.ctl, "convert", "--home", b.home(), "--json",
		"--type", "quyet-dinh", "--subject", "Đo tốc độ", "--qr", "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(pageCount)}, b.pages...)
	write := &contender{name: "ghi PDF (local/pdf)", args: append([]string{os.Args[0], "write", filepath.Join(b.folder, "ours.pdf")}, b.pages...)}
	whole := &contender{name: "chuyển đổi trọn vẹn (tramctl)", args: convert}
	plain := &contender{name: "chuyển đổi, không lệnh SHA (cpu.sha=off)", args: append([]string{"env", withoutSHA}, convert...)}
	physical, err := b.physical(b.pages...)
	if err != nil {
		return err
	}
	all := append([]*contender{write, whole, plain}, physical...)
	var peer *contender
	if _, err := exec.LookPath("img2pdf"); err == nil {
		peer = &contender{name: "img2pdf", args: append([]string{"img2pdf", "-S", "A4", "-o", filepath.Join(b.folder, "peer.pdf")}, b.pages...)}
		all = append([]*contender{peer}, all...)
	}
	if err := b.race(all...); err != nil {
		return err
	}
	fmt.Fprintf(w, "%d trang JPEG, %.1f MB; trung vị của %d lượt xen kẽ, sau một lượt khởi động; tải máy %s\n", pageCount, float64(b.bytes)/1e6, b.runs, busy())
	fmt.Fprintf(w, "%-42s %9s %9s %9s   %s\n", "", "thực, ms", "CPU, ms", "đỉnh, MB", "so với img2pdf, và với giới hạn của máy")
	for _, c := range all {
		said := ""
		if !slices.Contains(physical, c) {
			said = verdict(c, peer, write) + besides(c, physical)
		}
		line(w, c, said)
	}
	return nil
}

// Limits: writing by CPU time, the whole conversion by the clock.
const (
	writeRatio, writePeak = 0.4, 48 << 20
	wholeRatio, wholePeak = 0.6, 64 << 20
)

// verdict compares a contender with the peer, where there is one.
func verdict(c, peer, write *contender) string {
	if c == peer {
		return ""
	}
	m, ratio, limit, peak, by := c.median(), 0.0, wholeRatio, int64(wholePeak), "thực"
	if c == write {
		limit, peak, by = writeRatio, writePeak, "CPU"
	}
	said := fmt.Sprintf("đỉnh ≤ %d MB: %s", peak>>20, yes(m.peak <= peak))
	if peer == nil {
		return "không có img2pdf để so; " + said
	}
	p := peer.median()
	if ratio = float64(m.wall) / float64(p.wall); c == write {
		ratio = float64(m.cpu) / float64(p.cpu)
	}
	return fmt.Sprintf("%.2f× %s (≤ %.1f×: %s); %s", ratio, by, limit, yes(ratio <= limit), said)
}

func yes(met bool) string {
	if met {
		return "đạt"
	}
	return "CHƯA ĐẠT"
}
