package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// command runs the whole command, its main included, and returns all that reaches
// the terminal.
func (d desk) command(args ...string) string {
	d.t.Helper()
	c := exec.Command(os.Args[0], append(args, "--home", d.home)...)
	c.Env = append(os.Environ(), mainEnv+"=yes")
	var all bytes.Buffer
	c.Stdout, c.Stderr = &all, &all
	if err := c.Run(); err != nil && c.ProcessState.ExitCode() < 0 {
		d.t.Fatal(err)
	}
	return all.String()
}

// TestNoCodeAndNoCertificateSteersTheTerminalOfTheCommand asks the command itself
// about a paper and a signature whose words would paint over its verdict.
func TestNoCodeAndNoCertificateSteersTheTerminalOfTheCommand(t *testing.T) {
	const erase, name = "\x1b[1A\x1b[2K", "Trần Thị Ví Dụ"
	d := newDesk(t)
	forger := issuerFor(t, erase+name+"\u202e\u009b2J")
	file := forger.signed(t, d.exported(d.converted()["id"].(string)))
	for _, asked := range []struct {
		args []string
		word string // that shows that the foreign words were told
	}{
		{[]string{"verify", "testdata/q_esc.png"}, "8PVH-2XY9-ER4M"},
		{[]string{"verify", "--json", "testdata/q_esc.png"}, "8PVH-2XY9-ER4M"},
		{[]string{"verify", file}, name},
		{[]string{"verify", "--json", file}, name},
		{[]string{"trust", "add", forger.root}, name},
		{[]string{"trust", "list"}, name},
		{[]string{"trust", "list", "--json"}, name},
		{[]string{"verify", erase + name}, name},
		{[]string{"lookup", erase + name}, ""},
		{[]string{erase + name}, name},
		{[]string{"show", "--" + erase + name}, ""},
	} {
		shown := d.command(asked.args...)
		if i := strings.IndexFunc(shown, func(r rune) bool { return steers(r) && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("%q: %q gets through", asked.args, shown[i:min(len(shown), i+20)])
		}
		if shown == "" || !strings.Contains(shown, asked.word) {
			t.Errorf("%q does not tell of %q:\n%s", asked.args, asked.word, shown)
		}
	}
}
