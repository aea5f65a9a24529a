package original

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/child"
)

// What this program is when a test starts it as another.
const (
	asStarter = "TRAM_TEST_STARTER" // starts one that writes on and on into this file, and waits
	asWriter  = "TRAM_TEST_WRITER"
)

func TestMain(m *testing.M) {
	if file := os.Getenv(asWriter); file != "" {
		for {
			write(file)
		}
	}
	if file := os.Getenv(asStarter); file != "" {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), asWriter+"="+file)
		_ = c.Run()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// write makes a file grow.
func write(file string) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		os.Exit(1)
	}
	_, _ = f.Write(bytes.Repeat([]byte("x"), 100))
	f.Close()
	time.Sleep(5 * time.Millisecond)
}

// started starts a program that starts another, and waits until that one is at work.
func started(t *testing.T) (g group, file string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "together") //nolint:usetesting // wine cannot remove it, which TempDir would call a failure
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	file = filepath.Join(folder, "written")
	c := child.Command(t.Context(), os.Args[0])
	c.Env = append(c.Env, asStarter+"="+file)
	g, err = together(c, bounds{work: time.Minute, memory: mostMemory})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if err := g.began(); err != nil {
		t.Fatal(err)
	}
	for sizeOf(file) == 0 {
		if t.Context().Err() != nil {
			t.Fatal("the other program never began")
		}
		time.Sleep(10 * time.Millisecond)
	}
	return g, file
}

func sizeOf(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

// TestAllThatACommandStartsEndsWithIt is about a program that only waits for the one that
// works, as the one that converts office files is.
func TestAllThatACommandStartsEndsWithIt(t *testing.T) {
	for name, end := range map[string]func(group) error{
		"called off":    func(g group) error { return g.c.Cancel() },
		"at its end":    func(g group) error { g.end(); return nil },
		"and both ways": func(g group) error { defer g.end(); return g.c.Cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			g, file := started(t)
			if err := end(g); err != nil {
				t.Fatal(err)
			}
			_ = g.c.Wait() // it was killed
			was := sizeOf(file)
			for range 5 { // one that is being killed may write once more
				time.Sleep(100 * time.Millisecond)
				if now := sizeOf(file); now == was {
					return
				} else {
					was = now
				}
			}
			t.Errorf("the file has %d bytes and grows", was)
		})
	}
}
