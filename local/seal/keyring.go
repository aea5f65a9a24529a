package seal

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// Keyring is a place of the operating system that keeps secrets for the
// account that is logged in. Get and Delete return ErrNotInKeyring for an unknown one.
type Keyring interface {
	Set(service, user, secret string) error
	Get(service, user string) (string, error)
	Delete(service, user string) error
}

// ErrNotInKeyring says that the keyring answers and holds no such secret.
var ErrNotInKeyring = keyring.ErrNotFound

var (
	errNoSession = errors.New("no session bus, so no keyring")
	errNoKeyring = errors.New("no keyring was given")
	errSilent    = errors.New("the keyring did not answer in time")
)

// keyringWait is how long the keyring may take. A daemon may hang, or ask the
// clerk a question that nobody sees; then the secret goes elsewhere.
const keyringWait = 3 * time.Second

// SystemKeyring is the keyring of the operating system: Credential Manager,
// Keychain, or the Secret Service of the desktop.
type SystemKeyring struct{}

// Set keeps a secret.
func (SystemKeyring) Set(service, user, secret string) error {
	if !sessionBus() {
		return errNoSession
	}
	return keyring.Set(service, user, secret)
}

// Get finds a secret.
func (SystemKeyring) Get(service, user string) (string, error) {
	if !sessionBus() {
		return "", errNoSession
	}
	return keyring.Get(service, user)
}

// Delete forgets a secret.
func (SystemKeyring) Delete(service, user string) error {
	if !sessionBus() {
		return errNoSession
	}
	return keyring.Delete(service, user)
}

// sessionBus tells whether there is a D-Bus of the desktop session to ask.
// Without this question the library would launch one of its own, which outlives
// the program and holds no keyring.
func sessionBus() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" {
		return !strings.HasPrefix(a, "autolaunch:")
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		return false
	}
	info, err := os.Stat(filepath.Join(dir, "bus"))
	return err == nil && info.Mode()&os.ModeSocket != 0
}

// within asks the keyring and waits no longer than keyringWait. An answer that
// comes later is dropped.
func within(ask func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	answered := make(chan answer, 1)
	go func() {
		secret, err := ask()
		answered <- answer{secret, err}
	}()
	patience := time.NewTimer(keyringWait)
	defer patience.Stop()
	select {
	case a := <-answered:
		return a.secret, a.err
	case <-patience.C:
		return "", errSilent
	}
}
