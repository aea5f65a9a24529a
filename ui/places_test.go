package ui

import (
	"fmt"
	"slices"

	"tram/ui/kit"
)

// place is where the place is that a text names: "frame.sign".
func (w *Window) place(key string) int {
	i := slices.IndexFunc(w.frame.side.doors, func(d *kit.Place) bool { return d.Word == kit.T(key) })
	if i < 0 {
		panic(fmt.Sprintf("there is no place %q", key))
	}
	return i
}

// goTo goes there.
func (w *Window) goTo(key string) { w.frame.goTo(w.place(key)) }
