// Package frame is what the programs that measure a store have in common: how they begin and end,
// and how they tell what was used.
package frame

import (
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"syscall"
	"time"
)

// Main runs a program under its name: with its flags, and with those that each has.
func Main(name string, run func(flags *flag.FlagSet, args []string) error) {
	if err := run(flag.NewFlagSet(name, flag.ContinueOnError), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}

// Flags are those that each program has.
type Flags struct {
	Folder  string
	Only    string
	profile string
}

// Parse reads the flags of a program with those that each has.
func Parse(flags *flag.FlagSet, args []string) (f Flags, err error) {
	flags.StringVar(&f.Folder, "folder", "", "where the stores lie")
	flags.StringVar(&f.Only, "only", "", "what is measured has a name that begins so; empty: all")
	flags.StringVar(&f.profile, "profile", "", "file for a profile of the processor")
	return f, flags.Parse(args)
}

// Profiled writes the profile that is wished of some work.
func (f Flags) Profiled(work func() error) error {
	if f.profile == "" {
		return work()
	}
	out, err := os.Create(f.profile)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := pprof.StartCPUProfile(out); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return work()
}

// CPU is what this process has used of the processor.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// At is the value below which a part of all lie; of nothing there is none.
func At(all []float64, part float64) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
