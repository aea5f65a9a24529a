package veil

import (
	"bytes"
	"fmt"
	"os"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Face is how a file begins: what can be told of a database without opening it.
type Face struct {
	size int64
	head [2 * blockSize]byte
}

// Look reads the face of a file. It goes by SQLite's own files: were the file opened
// and closed beside them, this process would lose its locks on it.
func Look(path string) (f Face, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return f, err
	}
	if f.size = info.Size(); !info.Mode().IsRegular() || f.size < int64(len(f.head)) {
		return f, nil
	}
	tls := libc.NewTLS()
	defer tls.Close()
	base, err := find(tls, "")
	if err != nil {
		return f, err
	}
	if rc := f.read(tls, base, path); rc != lib.SQLITE_OK {
		return f, fmt.Errorf("reading how %s begins: SQLite's code %d", path, rc)
	}
	return f, nil
}

func (f *Face) read(tls *libc.TLS, base uintptr, path string) int32 {
	cpath, err := libc.CString(path)
	if err != nil {
		return lib.SQLITE_NOMEM
	}
	defer libc.Xfree(tls, cpath)
	name := lib.Xsqlite3_create_filename(tls, cpath, cpath, cpath, 0, 0)
	defer lib.Xsqlite3_free_filename(tls, name)
	room := int(at[lib.Tsqlite3_vfs](base).FszOsFile)
	p := libc.Xcalloc(tls, 1, libc.Tsize_t(room))
	defer libc.Xfree(tls, p)
	open := called[fnOpen](at[lib.Tsqlite3_vfs](base).FxOpen)
	if rc := open(tls, base, name, p, lib.SQLITE_OPEN_READONLY|lib.SQLITE_OPEN_MAIN_DB, 0); rc != lib.SQLITE_OK {
		return rc
	}
	defer func() { called[fnClose](methodsOf(p).FxClose)(tls, p) }()
	return called[fnRead](methodsOf(p).FxRead)(tls, p, uintptr(unsafe.Pointer(&f.head)), int32(len(f.head)), 0)
}

// IsEmpty tells that nothing lies in the file.
func (f Face) IsEmpty() bool { return f.size == 0 }

// IsPlain tells that anybody can read the database.
func (f Face) IsPlain() bool { return bytes.HasPrefix(f.head[:], []byte(plainSign)) }

// IsVeiled tells that the database lies under a key.
func (f Face) IsVeiled() bool { return isVeiled(f.head[:]) }

// Fits tells whether it lies under this one.
func (f Face) Fits(key []byte) bool {
	x, err := derived(key, f.head[:blockSize], forDatabase)
	return err == nil && f.IsVeiled() && fits(x, f.head[blockSize:])
}
