//go:build cgo

package sign

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/miekg/pkcs11"

	"tram/local/whole"
)

// A maker's module is C that hangs and fails in its own ways, is started once a
// process, and knows nothing of contexts: every call goes through module.call.

// tokenTime is how long a token may take for one answer; some show a PIN
// question of their own.
const tokenTime = 60 * time.Second

// module is a PKCS #11 module while somebody uses it.
type module struct {
	path  string
	c     *pkcs11.Ctx
	users int
}

var (
	modulesMu sync.Mutex
	modules   = map[string]*module{}
)

// openModule loads and starts a module, or shares it.
func openModule(path string) (*module, error) {
	modulesMu.Lock()
	defer modulesMu.Unlock()
	if m := modules[path]; m != nil {
		m.users++
		return m, nil
	}
	away := ModuleAway.About(filepath.Base(path))
	if _, err := os.Stat(path); err != nil {
		return nil, away.Because(err)
	}
	if err := whole.Regular(path); err != nil { // the loader would wait at a pipe
		return nil, away.Because(err)
	}
	c := pkcs11.New(path)
	if c == nil {
		return nil, away.Because(errors.New("not a PKCS #11 module of this machine's kind"))
	}
	if err := c.Initialize(); err != nil && !said(err, pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
		c.Destroy()
		return nil, away.Because(err)
	}
	m := &module{path: path, c: c, users: 1}
	modules[path] = m
	return m, nil
}

// close stops a module when its last user leaves.
func (m *module) close() error {
	modulesMu.Lock()
	defer modulesMu.Unlock()
	if m.users--; m.users > 0 {
		return nil
	}
	delete(modules, m.path)
	err := m.c.Finalize()
	m.c.Destroy()
	return err
}

// call waits for a module, but not for ever. A call that was given up goes on
// in its goroutine, so the module is never stopped under it.
func (m *module) call(ctx context.Context, do func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	modulesMu.Lock()
	m.users++
	modulesMu.Unlock()
	done := make(chan error, 1)
	go func() {
		err := do()
		_ = m.close()
		done <- err
	}()
	late := time.NewTimer(tokenTime)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return TokenSlow
	}
}

func said(err error, codes ...uint) bool {
	var code pkcs11.Error
	if !errors.As(err, &code) {
		return false
	}
	for _, c := range codes {
		if uint(code) == c {
			return true
		}
	}
	return false
}

// tokenFailure tells in the clerk's words what a module answered.
func tokenFailure(doing string, err error) error {
	because := fmt.Errorf("%s: %w", doing, err)
	var code pkcs11.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &code):
		return err
	case said(err, pkcs11.CKR_PIN_INCORRECT):
		return PINWrong.Because(because)
	case said(err, pkcs11.CKR_PIN_LOCKED):
		return PINLocked.Because(because)
	case said(err, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE):
		return PINForm.Because(because)
	case said(err, pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_TOKEN_NOT_RECOGNIZED, pkcs11.CKR_SLOT_ID_INVALID,
		pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_SESSION_CLOSED, pkcs11.CKR_OBJECT_HANDLE_INVALID, pkcs11.CKR_KEY_HANDLE_INVALID,
		pkcs11.CKR_USER_NOT_LOGGED_IN, pkcs11.CKR_CRYPTOKI_NOT_INITIALIZED):
		return TokenAway.Because(because)
	}
	return TokenFailed.Because(because)
}
