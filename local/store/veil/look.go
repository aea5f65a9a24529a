package veil

import (
	"bytes"
	"fmt"
	"os"

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
	r, err := openRaw(path)
	if err != nil {
		return f, err
	}
	defer r.close()
	if rc := r.readAt(f.head[:], 0); rc != lib.SQLITE_OK {
		return f, fmt.Errorf("reading how %s begins: SQLite's code %d", path, rc)
	}
	return f, nil
}

// raw is a file of a database as the operating system has it, read beside whoever has it
// open.
type raw struct {
	handle
	name uintptr
}

func openRaw(path string) (*raw, error) {
	tls := libc.NewTLS()
	base, err := find(tls, "")
	if err != nil {
		tls.Close()
		return nil, err
	}
	cpath, err := libc.CString(path)
	if err != nil {
		tls.Close()
		return nil, err
	}
	defer libc.Xfree(tls, cpath)
	r := &raw{name: lib.Xsqlite3_create_filename(tls, cpath, cpath, cpath, 0, 0)}
	r.handle = handle{tls, libc.Xcalloc(tls, 1, libc.Tsize_t(at[lib.Tsqlite3_vfs](base).FszOsFile))}
	open := called[fnOpen](at[lib.Tsqlite3_vfs](base).FxOpen)
	if rc := open(tls, base, r.name, r.p, lib.SQLITE_OPEN_READONLY|lib.SQLITE_OPEN_MAIN_DB, 0); rc != lib.SQLITE_OK {
		r.free()
		return nil, fmt.Errorf("opening %s: SQLite's code %d", path, rc)
	}
	return r, nil
}

func (r *raw) close() {
	called[fnClose](methodsOf(r.p).FxClose)(r.tls, r.p)
	r.free()
}

func (r *raw) free() {
	libc.Xfree(r.tls, r.p)
	lib.Xsqlite3_free_filename(r.tls, r.name)
	r.tls.Close()
}

// IsEmpty tells that nothing lies in the file.
func (f Face) IsEmpty() bool { return f.size == 0 }

// IsPlain tells that anybody can read the database.
func (f Face) IsPlain() bool { return bytes.HasPrefix(f.head[:], []byte(plainSign)) }

// IsVeiled tells that the database lies under a key.
func (f Face) IsVeiled() bool { return isVeiled(f.head[:]) }

// Sign is how it begins: where it lies under a key, as no other does.
func (f Face) Sign() []byte { return f.head[:blockSize] }

// Fits tells whether it lies under this one.
func (f Face) Fits(key []byte) bool {
	x, err := derived(key, f.head[:blockSize], forDatabase)
	return err == nil && f.IsVeiled() && fits(x, f.head[blockSize:])
}
