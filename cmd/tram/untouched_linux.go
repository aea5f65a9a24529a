package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What an X server is asked here: the screen saver's extension counts the time since a
// key or the pointer was used. The window stands on an X server in each session, also
// under Wayland; there it counts what reaches such windows.

const (
	touchPatience = 2 * time.Second // for one answer
	mostSetup     = 1 << 20         // bytes of what a server tells of itself
	saverName     = "MIT-SCREEN-SAVER"
	cookieName    = "MIT-MAGIC-COOKIE-1"

	opQueryExtension = 98
	opSaverInfo      = 1 // within the extension
	answerLength     = 32
)

var errNoDisplay = errors.New("no X server of this computer")

// lastTouch asks the X server of the session. A connection a question: one that stays open
// would have to be mended when the server ends.
func lastTouch() (time.Duration, error) {
	number, err := displayNumber(os.Getenv("DISPLAY"))
	if err != nil {
		return 0, err
	}
	dialer := net.Dialer{Timeout: touchPatience}
	c, err := dialer.DialContext(context.Background(), "unix", "/tmp/.X11-unix/X"+number)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(touchPatience)); err != nil {
		return 0, err
	}
	root, err := greet(c, cookieFor(number))
	if err != nil {
		return 0, err
	}
	return sinceTouch(c, root)
}

// displayNumber takes the number out of :77 or unix:77.0. A server elsewhere is not asked.
func displayNumber(display string) (string, error) {
	host, rest, there := strings.Cut(display, ":")
	number, _, _ := strings.Cut(rest, ".")
	if !there || host != "" && host != "unix" || number == "" || strings.Trim(number, "0123456789") != "" {
		return "", errNoDisplay
	}
	return number, nil
}

// cookieFor reads what lets this user in; nil: nothing is asked for, or none is there.
func cookieFor(number string) []byte {
	path := os.Getenv("XAUTHORITY")
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".Xauthority")
	}
	all, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return cookieIn(all, number)
}

// cookieIn finds the entry of a display: family, then address, number, name and data, each
// with its length before it.
func cookieIn(all []byte, number string) []byte {
	for len(all) > 2 {
		all = all[2:] // the family: the socket is this computer's
		var parts [4]string
		for i := range parts {
			if len(all) < 2 {
				return nil
			}
			n := int(binary.BigEndian.Uint16(all))
			if len(all) < 2+n {
				return nil
			}
			parts[i], all = string(all[2:2+n]), all[2+n:]
		}
		if (parts[1] == "" || parts[1] == number) && parts[2] == cookieName {
			return []byte(parts[3])
		}
	}
	return nil
}

// greet opens the conversation and gives the root window of the first screen.
func greet(c io.ReadWriter, cookie []byte) (root uint32, err error) {
	name := cookieName
	if cookie == nil {
		name = ""
	}
	b := binary.LittleEndian.AppendUint16([]byte{'l', 0, 11, 0, 0, 0}, uint16(len(name)))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(cookie)))
	b = append(append(append(b, 0, 0), padded([]byte(name))...), padded(cookie)...)
	if _, err := c.Write(b); err != nil {
		return 0, err
	}
	var head [8]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return 0, err
	}
	told := make([]byte, min(mostSetup, 4*int(binary.LittleEndian.Uint16(head[6:]))))
	if _, err := io.ReadFull(c, told); err != nil {
		return 0, err
	}
	if head[0] != 1 {
		return 0, errors.New("the X server lets nobody in")
	}
	const fixed, aFormat = 32, 8
	if len(told) < fixed {
		return 0, io.ErrUnexpectedEOF
	}
	vendor, formats := int(binary.LittleEndian.Uint16(told[16:])), int(told[21])
	at := fixed + (vendor+3)/4*4 + formats*aFormat
	if len(told) < at+4 {
		return 0, io.ErrUnexpectedEOF
	}
	return binary.LittleEndian.Uint32(told[at:]), nil
}

// sinceTouch asks for the extension, and by it for the time.
func sinceTouch(c io.ReadWriter, root uint32) (time.Duration, error) {
	name := padded([]byte(saverName))
	ask := []byte{opQueryExtension, 0, byte(2 + len(name)/4), 0, byte(len(saverName)), 0, 0, 0}
	answer, err := asked(c, append(ask, name...))
	if err != nil {
		return 0, err
	}
	present, opcode := answer[8], answer[9]
	if present == 0 {
		return 0, errors.New("the X server counts no time without input")
	}
	answer, err = asked(c, binary.LittleEndian.AppendUint32([]byte{opcode, opSaverInfo, 2, 0}, root))
	if err != nil {
		return 0, err
	}
	return time.Duration(binary.LittleEndian.Uint32(answer[16:])) * time.Millisecond, nil
}

func asked(c io.ReadWriter, question []byte) (answer [answerLength]byte, err error) {
	if _, err = c.Write(question); err != nil {
		return answer, err
	}
	if _, err = io.ReadFull(c, answer[:]); err == nil && answer[0] != 1 {
		err = fmt.Errorf("the X server refuses: %d", answer[1])
	}
	return answer, err
}

// padded fills up to a multiple of four bytes.
func padded(b []byte) []byte { return append(b[:len(b):len(b)], make([]byte, (4-len(b)%4)%4)...) }
