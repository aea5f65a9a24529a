package veil

import (
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// opened is what SQLite gets as its sqlite3_file. That of the operating system
// follows it.
type opened struct {
	lib.Tsqlite3_file
	number uintptr // in files
}

type (
	fnOpen   = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	fnClose  = func(tls *libc.TLS, file uintptr) int32
	fnRead   = func(tls *libc.TLS, file, buf uintptr, n int32, at int64) int32
	fnWrite  = fnRead
	fnSize   = func(tls *libc.TLS, file, size uintptr) int32
	fnResize = func(tls *libc.TLS, file uintptr, size int64) int32
)

// files are the open ones by number: C's memory keeps no pointers of Go.
var files struct {
	sync.RWMutex
	open map[uintptr]*file
	last uintptr
}

func fileAt(p uintptr) *file {
	files.RLock()
	defer files.RUnlock()
	return files.open[at[opened](p).number]
}

func enter(p uintptr, f *file) {
	files.Lock()
	defer files.Unlock()
	if files.open == nil {
		files.open = map[uintptr]*file{}
	}
	for files.last++; files.last == 0 || files.open[files.last] != nil; {
		files.last++
	}
	files.open[files.last] = f
	at[opened](p).number = files.last
}

func forget(p uintptr) {
	files.Lock()
	defer files.Unlock()
	delete(files.open, at[opened](p).number)
}

// inner is the file of the operating system that belongs to one of SQLite's.
func inner(p uintptr) uintptr { return p + unsafe.Sizeof(opened{}) }

func methodsOf(p uintptr) *lib.Tsqlite3_io_methods {
	return at[lib.Tsqlite3_io_methods](at[lib.Tsqlite3_file](p).FpMethods)
}

func xOpen(tls *libc.TLS, pVfs, zName, pFile uintptr, flags int32, pOutFlags uintptr) int32 {
	v := at[vfs](pVfs)
	*at[opened](pFile) = opened{}
	at[lib.Tsqlite3_file](inner(pFile)).FpMethods = 0
	if rc := called[fnOpen](at[lib.Tsqlite3_vfs](v.base).FxOpen)(tls, v.base, zName, inner(pFile), flags, pOutFlags); rc != lib.SQLITE_OK {
		return rc
	}
	f, rc := known(tls, v, zName, inner(pFile), flags)
	if rc != lib.SQLITE_OK {
		called[fnClose](methodsOf(inner(pFile)).FxClose)(tls, inner(pFile))
		return rc
	}
	if zName != 0 {
		f.path = libc.GoString(zName)
	}
	enter(pFile, f)
	at[opened](pFile).FpMethods = methodsFor(inner(pFile))
	return lib.SQLITE_OK
}

// known finds the cipher of a file by what SQLite wants it for.
func known(tls *libc.TLS, v *vfs, zName, pInner uintptr, flags int32) (*file, int32) {
	switch {
	case flags&lib.SQLITE_OPEN_MAIN_DB != 0:
		f, rc := database(handle{tls, pInner}, libc.GoString(zName), keyAt(v.key))
		if rc == lib.SQLITE_OK && flags&lib.SQLITE_OPEN_READWRITE != 0 {
			var err error
			f.tags, err = newTags(libc.GoString(zName), f.key, f.head)
			rc = code(err)
		}
		return f, rc
	case flags&lib.SQLITE_OPEN_WAL != 0:
		return beside(tls, zName, forLog, inSlots)
	case flags&lib.SQLITE_OPEN_MAIN_JOURNAL != 0:
		return beside(tls, zName, forJournal, asItIs)
	case flags&lib.SQLITE_OPEN_SUPER_JOURNAL != 0:
		return &file{layout: asItIs}, lib.SQLITE_OK // names of files
	}
	x, err := unkept()
	return &file{cipher: x, layout: asItIs}, code(err)
}

// database reads the head; of one that rotted that beside it counts. One without ours, an empty
// one too, is none of ours: they are born by Empty and Cover.
func database(d below, path string, key []byte) (*file, int32) {
	var first [2 * blockSize]byte
	switch rc := d.readAt(first[:], 0); {
	case rc == lib.SQLITE_IOERR_SHORT_READ:
		return nil, lib.SQLITE_NOTADB
	case rc != lib.SQLITE_OK:
		return nil, rc
	}
	head := first[:blockSize]
	x, err := derived(key, head, forDatabase)
	if err != nil {
		return nil, code(err)
	}
	if !isVeiled(head) || !fits(x, first[blockSize:]) {
		var is bool
		if head, is = headBeside(d, path, key); !is {
			return nil, lib.SQLITE_NOTADB
		}
		if x, err = derived(key, head, forDatabase); err != nil {
			return nil, code(err)
		}
	}
	m, letGo := memoryOf(key, head)
	return &file{cipher: x, layout: asItIs, head: head, key: key, purpose: forDatabase, memory: m, letGo: letGo}, lib.SQLITE_OK
}

// beside is a file that belongs to a database.
func beside(tls *libc.TLS, zName uintptr, purpose string, l layout) (*file, int32) {
	of := fileAt(lib.Xsqlite3_database_file_object(tls, zName))
	if of == nil || of.head == nil {
		return nil, lib.SQLITE_CANTOPEN
	}
	x, err := derived(of.key, of.head, purpose)
	return &file{cipher: x, layout: l, purpose: purpose, memory: of.memory}, code(err)
}

func code(err error) int32 {
	if err != nil {
		return lib.SQLITE_ERROR
	}
	return lib.SQLITE_OK
}

// handle is the file of the operating system as below.
type handle struct {
	tls *libc.TLS
	p   uintptr
}

func (h handle) readAt(b []byte, from int64) int32 {
	return called[fnRead](methodsOf(h.p).FxRead)(h.tls, h.p, uintptr(unsafe.Pointer(unsafe.SliceData(b))), int32(len(b)), from)
}

func (h handle) writeAt(b []byte, from int64) int32 {
	return called[fnWrite](methodsOf(h.p).FxWrite)(h.tls, h.p, uintptr(unsafe.Pointer(unsafe.SliceData(b))), int32(len(b)), from)
}

func (h handle) size() (int64, int32) {
	p := h.tls.Alloc(8)
	defer h.tls.Free(8)
	rc := called[fnSize](methodsOf(h.p).FxFileSize)(h.tls, h.p, p)
	return *at[int64](p), rc
}

// lent is memory of C's for a moment.
func (h handle) lent(n int) ([]byte, func()) {
	return bytesAt(h.tls.Alloc(n), n), func() { h.tls.Free(n) }
}
