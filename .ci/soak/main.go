// Command soak kills conversions at random moments and then asks whether
// anything that had been acknowledged is gone.
//
// A round starts the real tramctl on some of the pages and kills it, with
// SIGKILL, after anything between nothing and a little more than it usually
// takes. It finishes the conversion, leaves a draft, finishes a licence by the
// office's signature, or adds a signature to one that was acknowledged. What
// tramctl had printed by then counts as acknowledged.
//
// Called with “table” it plays what may happen to an office and its copy, and prints a
// table: kills of all kinds of work, cuts of power, targets that are pulled out, full
// disks, flipped bits, repairs that are cut off, attacks.
//
// With -lives it also kills the real window, on a display of its own, at random moments
// while a stack of paper comes in from a played scanner.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// verbs are what it does beside.
var verbs = map[string]func([]string) error{"table": runTable, "follow": func(args []string) error { return follow(args, os.Stdout) }}

func main() {
	if len(os.Args) > 1 && verbs[os.Args[1]] != nil {
		end(verbs[os.Args[1]](os.Args[2:]))
	}
	var s soak
	flag.StringVar(&s.ctl, "tramctl", "bin/tramctl", "the program to kill")
	flag.StringVar(&s.home, "home", "bin/soak", "data folder; emptied first")
	flag.StringVar(&s.samples, "pages", "assets/samples", "folder of JPEG pages")
	flag.IntVar(&s.rounds, "rounds", 200, "how many kills")
	w := windows{soak: &soak{}}
	flag.StringVar(&w.program, "tram", "bin/tram", "the window to kill")
	flag.IntVar(&w.lives, "lives", 0, "how many windows are killed in the midst of a scan")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the random moments; printed, so that a run can be looked at again")
	flag.Parse()
	w.ctl, w.home = s.ctl, s.home+"-window"
	var err error
	if s.rounds > 0 {
		err = s.run(*seed)
	}
	if err == nil && w.lives > 0 {
		err = w.run(*seed)
	}
	end(err)
}

func end(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
