package folder

import (
	"context"
	"os"
	"path/filepath"
	"time"
)

// Kind is what a place is, by which it is called on the screen.
type Kind string

// The kinds of places, in the order in which they are shown.
const (
	Desktop   Kind = "desktop"
	Documents Kind = "documents"
	Downloads Kind = "downloads"
	Pictures  Kind = "pictures"
	Home      Kind = "home"
	Cloud     Kind = "cloud" // a folder that a program keeps the same elsewhere
	Stick     Kind = "stick" // what is plugged in
	Drive     Kind = "drive"
	Share     Kind = "share" // on another computer
)

// Place is a folder where a person's files usually lie, as the system itself names it.
type Place struct {
	Kind Kind
	Name string // of a stick, a drive, a share; empty: its kind says it
	Dir  string
}

// own are those of a person, which are there or not.
func (p Place) own() bool { return p.Kind != Stick && p.Kind != Drive && p.Kind != Share }

// Answer is what came of asking a place whether it is there.
type Answer int

// The answers.
const (
	Here   Answer = iota
	Absent        // there is no such folder
	Mute          // nothing answered in time
)

// Patience is how long a place may take to say that it is there.
const Patience = 2 * time.Second

// Ask asks a place whether it is there, for as long as Patience.
func Ask(ctx context.Context, p Place) Answer {
	ctx, stop := context.WithTimeout(ctx, Patience)
	defer stop()
	is, err := through(ctx, p.Dir, func() bool {
		info, err := os.Stat(p.Dir)
		return err == nil && info.IsDir()
	})
	switch {
	case err != nil:
		return Mute
	case !is && p.own():
		return Absent
	case !is:
		return Mute // the system says that it is there, and it says nothing
	}
	return Here
}

// Places are what the system names. It touches no disk but that of the home folder.
func Places() []Place {
	var all []Place
	seen := map[string]bool{}
	for _, p := range append(known(), mounted()...) {
		if p.Dir == "" || seen[filepath.Clean(p.Dir)] {
			continue
		}
		seen[filepath.Clean(p.Dir)] = true
		all = append(all, p)
	}
	return all
}
