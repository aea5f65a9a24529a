package kit

import "fyne.io/fyne/v2"

// Page is one place of the window. The frame builds it once, calls Enter each
// time the clerk comes to it and Leave when they go elsewhere: Enter reads
// again what may have changed, Leave frees the pictures and ends its loads.
type Page interface {
	Content() fyne.CanvasObject
	Enter()
	Leave()
}

// What a page may do besides: the frame looks for these and brings the drop
// or the key to the page in front.
type (
	// Dropper takes files that are dropped on the window.
	Dropper interface{ Drop(paths []string) }
	// Beginner begins something new (Ctrl+N).
	Beginner interface{ Begin() }
	// Searcher moves the focus to its search field (Ctrl+F).
	Searcher interface{ Search() }
	// Finisher does the page's main act (Ctrl+Enter).
	Finisher interface{ Finish() }
	// Pager turns pages: -1 back (PgUp), +1 on (PgDn).
	Pager interface{ Turn(by int) }
	// Mover moves what is in view among its like: -1 up (Alt+Up), +1 down
	// (Alt+Down).
	Mover interface{ Move(by int) }
	// Zoomer shows what is in view larger: +1 (Ctrl and +), -1 (Ctrl and -), or
	// in its whole width: 0 (Ctrl and 0).
	Zoomer interface{ Zoom(by int) }
	// Scanner takes in new paper (F5).
	Scanner interface{ Scan() }
	// Escaper puts away what the page itself tells of what went otherwise (Esc), and
	// tells whether there was something.
	Escaper interface{ Escape() bool }
	// Watcher is told when records changed, here or in another program.
	Watcher interface{ Changed() }
	// Papered tells whether paper lies in front, which wants all the room that there is.
	Papered interface{ Paper() bool }
	// Undoer takes the last thing back that was done, whatever it was (Ctrl+Z),
	// or does it again (Ctrl+Y), also from inside a text field.
	Undoer interface {
		Undo()
		Redo()
	}
)
