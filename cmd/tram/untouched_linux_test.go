package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// server starts an X server that nobody looks at, on a number that is free.
func server(t *testing.T, more ...string) (number string) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	x := exec.Command("Xvfb", append([]string{"-noreset", "-displayfd", "3", "-screen", "0", "320x200x24", "-nolisten", "tcp"}, more...)...)
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		t.Fatalf("the package xvfb is needed: %v", err)
	}
	t.Cleanup(func() {
		_ = x.Process.Kill()
		_ = x.Wait()
	})
	write.Close()
	if _, err := fmt.Fscan(read, &number); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DISPLAY", ":"+number)
	return number
}

func TestATouchOfThePointerBeginsTheTimeAnew(t *testing.T) {
	t.Setenv("XAUTHORITY", filepath.Join(t.TempDir(), "none"))
	server(t)
	point := func(x string) {
		if out, err := exec.Command("xdotool", "mousemove", x, "100").CombinedOutput(); err != nil {
			t.Fatalf("the package xdotool is needed: %v %s", err, out)
		}
	}
	point("10")
	const waited = 700 * time.Millisecond
	begun := time.Now()
	for time.Since(begun) < waited {
		time.Sleep(waited - time.Since(begun)) // a server of its own has a clock of its own
	}
	since, known := untouched()
	if !known || since < waited/2 || since > time.Minute {
		t.Errorf("after %v nobody has touched it for %v, known %v", waited, since, known)
	}
	point("60")
	if after, known := untouched(); !known || after >= since {
		t.Errorf("after a touch it is %v, before %v", after, since)
	}
}

// TestAServerThatAsksForACookieIsGivenIt lets in by the cookie alone.
func TestAServerThatAsksForACookieIsGivenIt(t *testing.T) {
	cookie := bytes.Repeat([]byte{7}, 16)
	path := filepath.Join(t.TempDir(), "quyền")
	if err := os.WriteFile(path, entry("", cookieName, cookie), 0o600); err != nil {
		t.Fatal(err)
	}
	server(t, "-auth", path)
	t.Setenv("XAUTHORITY", path)
	if _, known := untouched(); !known {
		t.Error("the right cookie lets nobody in")
	}
	t.Setenv("XAUTHORITY", filepath.Join(t.TempDir(), "none"))
	if since, known := untouched(); known {
		t.Errorf("without one it tells %v", since)
	}
}

// entry is a line of the file of cookies.
func entry(number, name string, data []byte) []byte {
	b := []byte{0xff, 0xff}
	for _, part := range [][]byte{[]byte("máy"), []byte(number), []byte(name), data} {
		b = append(binary.BigEndian.AppendUint16(b, uint16(len(part))), part...)
	}
	return b
}

func TestOfSeveralCookiesTheOneOfTheDisplayIsTaken(t *testing.T) {
	all := append(append(entry("0", cookieName, []byte("không")), entry("77", "XDM-AUTHORIZATION-1", []byte("khác"))...), entry("77", cookieName, []byte("đúng"))...)
	if got := cookieIn(all, "77"); string(got) != "đúng" {
		t.Errorf("%q", got)
	}
	for cut := range all {
		if got := cookieIn(all[:cut], "77"); got != nil {
			t.Fatalf("%d bytes of the file give %q", cut, got)
		}
	}
}

func TestNoServerIsNoTime(t *testing.T) {
	for _, display := range []string{"", ":", "may-khac:0", "localhost:10.0", ":../../tmp/x", ":999999"} {
		t.Setenv("DISPLAY", display)
		if since, known := untouched(); known {
			t.Errorf("%q tells %v", display, since)
		}
	}
}

// TestAServerThatSpeaksNonsenseIsNoTime holds the reading of its answers to their lengths.
func TestAServerThatSpeaksNonsenseIsNoTime(t *testing.T) {
	for _, said := range [][]byte{nil, {1, 0, 11, 0, 0, 0, 0, 0}, {0, 3, 11, 0, 0, 0, 1, 0, 'n', 'o', 0, 0}, append([]byte{1, 0, 11, 0, 0, 0, 8, 0}, bytes.Repeat([]byte{255}, 32)...)} {
		ours, theirs := net.Pipe()
		go func() {
			_, _ = theirs.Read(make([]byte, 100))
			_, _ = theirs.Write(said)
			theirs.Close()
		}()
		if root, err := greet(ours, nil); err == nil {
			t.Errorf("%v gives the window %d", said, root)
		}
	}
}
