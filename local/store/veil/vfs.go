package veil

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// vfs is what SQLite gets as its sqlite3_vfs: that of the operating system with
// another xOpen, and what that needs to know. It lies in C's memory for good.
type vfs struct {
	lib.Tsqlite3_vfs
	base uintptr // the sqlite3_vfs of the operating system
	key  int     // in keys
}

var (
	registering sync.Mutex
	registered  = map[identity]string{}
	keys        [][]byte
)

// identity tells two registrations apart without keeping the key itself.
type identity struct {
	key  [sha256.Size]byte
	base string
}

// Register gives the name under which SQLite opens databases with a key of KeySize
// bytes: in a DSN, vfs=NAME. The base is SQLite's name of the files of the operating
// system, empty for the usual ones. The same key has the same name.
func Register(key []byte, base string) (name string, err error) {
	if len(key) != KeySize {
		return "", fmt.Errorf("a key of %d bytes", len(key))
	}
	registering.Lock()
	defer registering.Unlock()
	id := identity{sha256.Sum256(key), base}
	if name, known := registered[id]; known {
		return name, nil
	}
	name = fmt.Sprintf("tram-veil-%d", len(keys))
	if err := register(name, base, len(keys)); err != nil {
		return "", err
	}
	keys = append(keys, append([]byte(nil), key...))
	registered[id] = name
	return name, nil
}

func keyAt(n int) []byte {
	registering.Lock()
	defer registering.Unlock()
	return keys[n]
}

func register(name, base string, key int) error {
	tls := libc.NewTLS()
	defer tls.Close()
	below, err := find(tls, base)
	if err != nil {
		return err
	}
	p := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(vfs{})))
	if p == 0 {
		return errors.New("no memory for a layer of files")
	}
	v := at[vfs](p)
	*v = vfs{Tsqlite3_vfs: *at[lib.Tsqlite3_vfs](below), base: below, key: key}
	if v.FzName, err = libc.CString(name); err != nil {
		return err
	}
	v.FpNext = 0
	v.FszOsFile += int32(unsafe.Sizeof(opened{}))
	v.FxOpen = entry(xOpen)
	if rc := lib.Xsqlite3_vfs_register(tls, p, 0); rc != lib.SQLITE_OK {
		return fmt.Errorf("registering a layer of files: SQLite's code %d", rc)
	}
	return nil
}

func find(tls *libc.TLS, name string) (uintptr, error) {
	var cname uintptr
	if name != "" {
		var err error
		if cname, err = libc.CString(name); err != nil {
			return 0, err
		}
		defer libc.Xfree(tls, cname)
	}
	if p := lib.Xsqlite3_vfs_find(tls, cname); p != 0 {
		return p, nil
	}
	return 0, fmt.Errorf("SQLite knows no files called %q here", name)
}

// at is what lies in C's memory at p, which no collector moves.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// bytesAt are n bytes there.
func bytesAt(p uintptr, n int) []byte { return unsafe.Slice(at[byte](p), n) }

// entry is the address by which SQLite calls a function of this package; called is
// the way back. F is the type of the function.
func entry[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

func called[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }
