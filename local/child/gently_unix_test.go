//go:build unix

package child

import (
	"os/exec"
	"strings"
	"testing"
)

// TestAGentleProgramGivesWay asks the program itself how it runs.
func TestAGentleProgramGivesWay(t *testing.T) {
	nice := func(run func(*exec.Cmd) error) string {
		c := Command(t.Context(), "sh", "-c", "sleep 0.3; nice")
		var out strings.Builder
		c.Stdout = &out
		if err := run(c); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(out.String())
	}
	if usual, gentle := nice((*exec.Cmd).Run), nice(RunGently); usual == gentle {
		t.Errorf("it runs at %s, as any other", gentle)
	}
	if err := RunGently(Command(t.Context(), "/khong-co")); err == nil {
		t.Error("what is not there ran")
	}
}
