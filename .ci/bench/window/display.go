package main

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

// display is an X server whose picture lies in a file: looking at it costs the measured
// programs nothing. No window manager draws a frame that could be taken for the window.
type display struct {
	server *exec.Cmd
	folder string
	number string
}

func openDisplay() (*display, error) {
	folder, err := os.MkdirTemp("", "window-bench")
	if err != nil {
		return nil, err
	}
	d := &display{folder: folder}
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

func (d *display) close() {
	_ = d.server.Process.Kill()
	_ = d.server.Wait()
	os.RemoveAll(d.folder)
}

func (d *display) env() []string {
	var kept []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "WAYLAND_DISPLAY=") && !strings.HasPrefix(v, "DISPLAY=") {
			kept = append(kept, v)
		}
	}
	return append(kept, "DISPLAY=:"+d.number, "LIBGL_ALWAYS_SOFTWARE=1", "GDK_BACKEND=x11")
}

// picture is what the screen shows: how many colours, up to enough of them, and a sum that
// changes with any point.
type picture struct {
	colours int
	sum     uint64
}

// enough colours are on the screen once something was drawn; an empty window has a few.
const enough = 24

var seed = maphash.MakeSeed()

// look reads the screen. The file is an XWD: a head whose first word is its length, then
// the colours of the map, 12 bytes each, then the points, four bytes each.
func (d *display) look() (picture, error) {
	b, err := os.ReadFile(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil || len(b) < 100 {
		return picture{}, errors.Join(err, errors.New("no screen"))
	}
	head, colours := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[76:])
	at := int(head) + 12*int(colours)
	if at > len(b) {
		return picture{}, errors.New("not an XWD file")
	}
	b = b[at:]
	seen := map[[4]byte]bool{}
	for i := 0; i+4 <= len(b) && len(seen) < enough; i += 4 {
		seen[[4]byte(b[i:i+4])] = true
	}
	return picture{len(seen), maphash.Bytes(seed, b)}, nil
}

const (
	polls    = 8 * time.Millisecond
	patience = time.Minute
	atRest   = 700 * time.Millisecond // a picture that stays so long stands still
)

// timed starts a program and tells how long it took until something was drawn, and until
// the last change before the picture stood still; then it ends the program.
func (d *display) timed(args []string) (drawn, calm time.Duration, err error) {
	p, err := d.start(args)
	if err != nil {
		return 0, 0, err
	}
	defer p.end()
	return p.drawn()
}

// shown starts a program and waits until its picture stands still.
func (d *display) shown(args []string) (*process, error) {
	p, err := d.start(args)
	if err != nil {
		return nil, err
	}
	if _, _, err := p.drawn(); err != nil {
		p.end()
		return nil, err
	}
	return p, nil
}

func (d *display) start(args []string) (*process, error) {
	if err := d.waitBlank(); err != nil {
		return nil, err
	}
	c := exec.Command(args[0], args[1:]...)
	c.Env = d.env()
	said := &bytes.Buffer{}
	c.Stdout, c.Stderr = said, said
	p := &process{Cmd: c, on: d, began: time.Now()}
	return p, c.Start()
}

// waitBlank lets the window before go first.
func (d *display) waitBlank() error {
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(polls) {
		if seen, err := d.look(); err == nil && seen.colours < enough {
			return nil
		}
	}
	return errors.New("the window before does not go")
}
