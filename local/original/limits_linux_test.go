package original

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const killedEnv = "TRAM_TEST_KILLED_SUITE"

func TestTheOfficeSuiteEndsWithAProgramThatIsKilled(t *testing.T) {
	if file := os.Getenv(killedEnv); file != "" {
		s := script(t, "(sleep 600; echo) &\necho $! > '"+file+".part'; mv '"+file+".part' '"+file+"'; wait")
		s.Limit = time.Minute
		_, _ = s.PDF(t.Context(), written(t, "a.docx", []byte("x")), "a.docx", t.TempDir())
		return
	}
	file := filepath.Join(t.TempDir(), "pid")
	c := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	c.Env = append(os.Environ(), killedEnv+"="+file, "TMPDIR="+t.TempDir())
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	pid := 0
	eventually(t, "the suite starts", func() bool {
		b, _ := os.ReadFile(file)
		pid, _ = strconv.Atoi(strings.TrimSpace(string(b)))
		return pid > 0
	})
	c.Process.Kill()
	c.Wait()
	eventually(t, "what the suite started ends", func() bool {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		return err != nil || bytes.Contains(stat, []byte(") Z"))
	})
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 200 {
		if is() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("not within ten seconds: %s", what)
}

func TestAnOfficeSuiteThatHoldsTooMuchMemoryIsEnded(t *testing.T) {
	d := newDoor(t)
	s := script(t, "(head -c 150000000 /dev/zero; sleep 600) | tail -c 150000000")
	s.Limit, s.Memory = time.Minute, 60<<20
	d.Suite = func(context.Context) (Suite, bool) { return s, true }
	if _, err := d.Bring(t.Context(), written(t, "a.docx", docx(t, "a")), "", nil); !errors.Is(err, SuiteTooLarge) {
		t.Fatalf("%v", err)
	}
}

func TestWhatASuiteLeavesRunningEndsWithIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	s := script(t, "sleep 600 >/dev/null 2>&1 &\necho $! > '"+file+"'")
	_, _ = s.PDF(t.Context(), written(t, "a.docx", []byte("x")), "a.docx", t.TempDir())
	b, err := os.ReadFile(file)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || pid == 0 {
		t.Fatal(err)
	}
	eventually(t, "what was left ends", func() bool {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		return errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) || bytes.Contains(stat, []byte(") Z"))
	})
}

// packed makes a file of parts of zeroes; the sizes that it tells are its own.
func packed(t *testing.T, parts ...int64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, size := range parts {
		w, err := z.Create(fmt.Sprintf("word/part%d.xml", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(w, zeroes{}, size); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeroes struct{}

func (zeroes) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestAFileThatUnpacksToMuchMoreThanItIsNeverReachesTheSuite(t *testing.T) {
	many := make([]int64, 60)
	for i := range many {
		many[i] = 1 << 20
	}
	one := packed(t, 60<<20)
	lies := bytes.Clone(one) // the list of parts says 1 kB of what is 60 MB
	at := bytes.LastIndex(lies, []byte("PK\x01\x02"))
	copy(lies[at+24:], []byte{0, 4, 0, 0})
	for name, c := range map[string]struct {
		content []byte
		opens   bool
	}{
		"one large part":   {one, false},
		"many small parts": {packed(t, many...), false},
		"a list that lies": {lies, false},
		"above the limit":  {packed(t, 150<<20, 60<<20), false},
		"small":            {packed(t, 1<<20), true},
		"an honest text":   {docx(t, "Quyết định"), true},
		"not packed":       {[]byte("{\\rtf1 a}"), true},
	} {
		if is := unpacks(written(t, "a.docx", c.content)); is != c.opens {
			t.Errorf("%s: opened %v", name, is)
		}
	}
	d := newDoor(t)
	d.Suite = func(context.Context) (Suite, bool) { return script(t, "exit 3"), true }
	if _, err := d.Bring(t.Context(), written(t, "a.docx", docx(t, "a")), "", nil); !errors.Is(err, SuiteFailed) {
		t.Errorf("an honest file did not reach the suite: %v", err)
	}
}
