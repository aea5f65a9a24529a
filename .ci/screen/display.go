// Package screen starts programs on a display of their own, gives them keys as a hand does,
// and looks at what they show.
package screen

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Display is an X server whose picture lies in a file: looking at it costs the measured
// programs nothing. No window manager draws a frame that could be taken for the window.
type Display struct {
	Env []string // of the programs, besides that of this one

	server *exec.Cmd
	folder string
	number string
}

// Open starts a display and leaves its number to the server.
func Open() (*Display, error) {
	folder, err := os.MkdirTemp("", "screen")
	if err != nil {
		return nil, err
	}
	d := &Display{folder: folder}
	ready, told, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	d.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-fbdir", folder)
	d.server.ExtraFiles = []*os.File{told}
	if err := d.server.Start(); err != nil {
		return nil, err
	}
	told.Close()
	_, err = fmt.Fscanln(ready, &d.number)
	return d, err
}

// Close ends it.
func (d *Display) Close() {
	_ = d.server.Process.Kill()
	_ = d.server.Wait()
	os.RemoveAll(d.folder)
}

func (d *Display) env() []string {
	var kept []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "WAYLAND_DISPLAY=") && !strings.HasPrefix(v, "DISPLAY=") {
			kept = append(kept, v)
		}
	}
	kept = append(kept, d.Env...)
	return append(kept, "DISPLAY=:"+d.number, "LIBGL_ALWAYS_SOFTWARE=1", "GDK_BACKEND=x11")
}

// Picture is what the screen shows: how many colours, up to enough of them, and a sum that
// changes with any point.
type Picture struct {
	Colours int
	Sum     uint64
}

// enough colours are on the screen once something was drawn; an empty window has a few.
const enough = 24

var seed = maphash.MakeSeed()

// Look reads the screen. The file is an XWD: a head whose first word is its length, then
// the colours of the map, 12 bytes each, then the points, four bytes each.
func (d *Display) Look() (Picture, error) {
	b, err := os.ReadFile(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil || len(b) < 100 {
		return Picture{}, errors.Join(err, errors.New("no screen"))
	}
	head, colours := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[76:])
	at := int(head) + 12*int(colours)
	if at > len(b) {
		return Picture{}, errors.New("not an XWD file")
	}
	b = b[at:]
	seen := map[[4]byte]bool{}
	for i := 0; i+4 <= len(b) && len(seen) < enough; i += 4 {
		seen[[4]byte(b[i:i+4])] = true
	}
	return Picture{len(seen), maphash.Bytes(seed, b)}, nil
}

const (
	polls    = 8 * time.Millisecond
	patience = time.Minute
	atRest   = 700 * time.Millisecond // a picture that stays so long stands still
)

// Timed starts a program and tells how long it took until something was drawn, and until
// the last change before the picture stood still; then it ends the program.
func (d *Display) Timed(args []string) (drawn, calm time.Duration, err error) {
	p, err := d.Start(args)
	if err != nil {
		return 0, 0, err
	}
	defer p.End()
	return p.drawn()
}

// Shown starts a program and waits until its picture stands still.
func (d *Display) Shown(args []string) (*Process, error) {
	p, err := d.Start(args)
	if err != nil {
		return nil, err
	}
	if _, _, err := p.drawn(); err != nil {
		p.End()
		return nil, err
	}
	return p, nil
}

// Start starts a program once the screen is empty.
func (d *Display) Start(args []string) (*Process, error) {
	if err := d.waitBlank(); err != nil {
		return nil, err
	}
	c := exec.Command(args[0], args[1:]...)
	c.Env = d.env()
	said := &bytes.Buffer{}
	c.Stdout, c.Stderr = said, said
	p := &Process{Cmd: c, on: d, began: time.Now()}
	return p, c.Start()
}

// waitBlank lets the window before go first.
func (d *Display) waitBlank() error {
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(polls) {
		if seen, err := d.Look(); err == nil && seen.Colours < enough {
			return nil
		}
	}
	return errors.New("the window before does not go")
}
