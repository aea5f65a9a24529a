package child

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// known are the variables that a program of others may need: where it finds
// programs and its own files, how it speaks, where its printers and scanners are. Everything
// else stays here, the passphrase and the PIN before all.
var known = []string{
	"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "LD_LIBRARY_PATH",
	"XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
	"CUPS_SERVER", "CUPS_ENCRYPTION", "CUPS_USER", "CUPS_DATADIR", "IPP_PORT", "PRINTER", "LPDEST", "KRB5CCNAME",
	"SANE_CONFIG_DIR", "SANE_NET_HOSTS", "SANE_NET_TIMEOUT",
	"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH",
	"APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432",
	"COMMONPROGRAMFILES", "COMMONPROGRAMFILES(X86)", "COMMONPROGRAMW6432", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "OS",
}

// Command prepares a program of others, which ends with the context.
func Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = filtered(os.Environ(), func(key string) bool {
		return strings.HasPrefix(key, "LC_") || slices.Contains(known, key)
	})
	unseen(c)
	return c
}

// RunGently runs a program so that it leaves the processor to whatever a person waits for.
func RunGently(c *exec.Cmd) error {
	beforeGentle(c)
	if err := c.Start(); err != nil {
		return err
	}
	afterGentle(c)
	return c.Wait()
}

// KeepIn has a program lay what it needs for a while into a folder, which its caller
// removes: what it leaves when it is ended goes with it.
func KeepIn(c *exec.Cmd, dir string) {
	for _, key := range []string{"TMPDIR", "TEMP", "TMP"} {
		c.Env = append(c.Env, key+"="+dir) // of two values the last one counts
	}
}

// Viewer prepares the program with which a person looks at a file: it needs all of
// the desktop that this program has, but none of what is its own.
func Viewer(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...) //nolint:noctx // it outlives what is asked of this program
	c.Env = filtered(os.Environ(), func(key string) bool { return !strings.HasPrefix(key, "TRAM_") })
	return c
}

// Find looks for a program as a shell would.
func Find(name string) (string, error) { return exec.LookPath(name) }

// filtered keeps some variables; on Windows their names know no capitals.
func filtered(all []string, keep func(key string) bool) []string {
	some := []string{} // an empty list is none at all; nil would be everything
	for _, v := range all {
		if key, _, _ := strings.Cut(v, "="); keep(strings.ToUpper(key)) {
			some = append(some, v)
		}
	}
	return some
}
