package main

import (
	"fmt"
	"sync"
	"time"

	"tram/local/job"
)

// progressRead is how often a person at the terminal is told how far a long work is.
const progressRead = 2 * time.Second

// watched is the progress of a work that takes minutes: what is being done, and how far that
// is, stands line by line beside the result. A machine is told nothing.
func (t *terminal) watched() (p *job.Progress, done func()) {
	if t.json {
		return nil, func() {}
	}
	p = &job.Progress{}
	ended := make(chan struct{})
	var telling sync.WaitGroup
	telling.Go(func() {
		look := time.NewTicker(progressRead)
		defer look.Stop()
		said := ""
		tell := func() {
			if now := progressSaid(p); now != said {
				said = now
				fmt.Fprintln(t.err, said)
			}
		}
		for {
			select {
			case <-ended:
				tell()
				return
			case <-look.C:
				tell()
			}
		}
	})
	return p, func() {
		close(ended)
		telling.Wait()
	}
}

// progressSaid tells what is being done, and how much of it; empty: nothing is known yet.
func progressSaid(p *job.Progress) string {
	done, total, doing := p.Read()
	if doing == "" || total == 0 {
		return doing
	}
	return fmt.Sprintf("%s: %d/%d", doing, done, total)
}
