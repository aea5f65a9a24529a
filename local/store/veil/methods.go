package veil

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"

	"tram/local/whole"
)

// methods is what SQLite does with a file that is open. A file of the operating
// system without shared memory has version 1 of them, one with it 2; version 3, in
// which SQLite reads the disk's bytes past this room, is never offered.
var methods = [3]lib.Tsqlite3_io_methods{1: methodsOfVersion(1), 2: methodsOfVersion(2)}

func methodsFor(pInner uintptr) uintptr {
	return uintptr(unsafe.Pointer(&methods[min(2, methodsOf(pInner).FiVersion)]))
}

func methodsOfVersion(n int32) lib.Tsqlite3_io_methods {
	return lib.Tsqlite3_io_methods{
		FiVersion:               n,
		FxClose:                 entry(xClose),
		FxRead:                  entry(xRead),
		FxWrite:                 entry(xWrite),
		FxTruncate:              entry(xTruncate),
		FxFileSize:              entry(xFileSize),
		FxSync:                  entry(xSync),
		FxLock:                  entry(xLock),
		FxUnlock:                entry(xUnlock),
		FxCheckReservedLock:     entry(xCheckReservedLock),
		FxFileControl:           entry(xFileControl),
		FxSectorSize:            entry(xSectorSize),
		FxDeviceCharacteristics: entry(xDeviceCharacteristics),
		FxShmMap:                entry(xShmMap),
		FxShmLock:               entry(xShmLock),
		FxShmBarrier:            entry(xShmBarrier),
		FxShmUnmap:              entry(xShmUnmap),
	}
}

func xClose(tls *libc.TLS, p uintptr) int32 {
	f := fileAt(p)
	if f.letGo != nil {
		f.letGo()
	}
	if f.tags != nil {
		f.tags.close()
	}
	forget(p)
	return called[fnClose](methodsOf(inner(p)).FxClose)(tls, inner(p))
}

func xRead(tls *libc.TLS, p, buf uintptr, n int32, from int64) int32 {
	f, h := fileAt(p), handle{tls, inner(p)}
	b := bytesAt(buf, int(n))
	if f.cipher == nil {
		return h.readAt(b, from)
	}
	return f.read(h, b, from)
}

func xWrite(tls *libc.TLS, p, buf uintptr, n int32, from int64) int32 {
	f, h := fileAt(p), handle{tls, inner(p)}
	b := bytesAt(buf, int(n))
	return f.roomy(func() int32 {
		if f.cipher == nil {
			return h.writeAt(b, from)
		}
		return f.write(h, b, from)
	})
}

// roomy does something that takes room, once more where the disk was full and room was made.
func (f *file) roomy(do func() int32) int32 {
	rc := do()
	if full := rc == lib.SQLITE_FULL || rc == lib.SQLITE_IOERR_SHMSIZE; full && whole.MadeRoom(f.path) {
		return do()
	}
	return rc
}

func xTruncate(tls *libc.TLS, p uintptr, size int64) int32 {
	return called[fnResize](methodsOf(inner(p)).FxTruncate)(tls, inner(p), fileAt(p).layout.toPhysical(size))
}

func xFileSize(tls *libc.TLS, p, size uintptr) int32 {
	rc := called[fnSize](methodsOf(inner(p)).FxFileSize)(tls, inner(p), size)
	if rc == lib.SQLITE_OK {
		*at[int64](size) = fileAt(p).layout.toLogical(*at[int64](size))
	}
	return rc
}

// xSync has the tags be on the disk before the pages are.
func xSync(tls *libc.TLS, p uintptr, flags int32) int32 {
	if t := fileAt(p).tags; t != nil {
		if rc := t.sync(); rc != lib.SQLITE_OK {
			return rc
		}
	}
	return called[func(*libc.TLS, uintptr, int32) int32](methodsOf(inner(p)).FxSync)(tls, inner(p), flags)
}

// The rest is the operating system's alone.

func xLock(tls *libc.TLS, p uintptr, lock int32) int32 {
	return called[func(*libc.TLS, uintptr, int32) int32](methodsOf(inner(p)).FxLock)(tls, inner(p), lock)
}

func xUnlock(tls *libc.TLS, p uintptr, lock int32) int32 {
	return called[func(*libc.TLS, uintptr, int32) int32](methodsOf(inner(p)).FxUnlock)(tls, inner(p), lock)
}

func xCheckReservedLock(tls *libc.TLS, p, out uintptr) int32 {
	return called[func(*libc.TLS, uintptr, uintptr) int32](methodsOf(inner(p)).FxCheckReservedLock)(tls, inner(p), out)
}

func xFileControl(tls *libc.TLS, p uintptr, op int32, arg uintptr) int32 {
	return called[func(*libc.TLS, uintptr, int32, uintptr) int32](methodsOf(inner(p)).FxFileControl)(tls, inner(p), op, arg)
}

func xSectorSize(tls *libc.TLS, p uintptr) int32 {
	return called[fnClose](methodsOf(inner(p)).FxSectorSize)(tls, inner(p))
}

func xDeviceCharacteristics(tls *libc.TLS, p uintptr) int32 {
	return called[fnClose](methodsOf(inner(p)).FxDeviceCharacteristics)(tls, inner(p))
}

func xShmMap(tls *libc.TLS, p uintptr, region, size, extend int32, out uintptr) int32 {
	return fileAt(p).roomy(func() int32 {
		return called[func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32](methodsOf(inner(p)).FxShmMap)(tls, inner(p), region, size, extend, out)
	})
}

func xShmLock(tls *libc.TLS, p uintptr, from, n, flags int32) int32 {
	return called[func(*libc.TLS, uintptr, int32, int32, int32) int32](methodsOf(inner(p)).FxShmLock)(tls, inner(p), from, n, flags)
}

func xShmBarrier(tls *libc.TLS, p uintptr) {
	called[func(*libc.TLS, uintptr)](methodsOf(inner(p)).FxShmBarrier)(tls, inner(p))
}

func xShmUnmap(tls *libc.TLS, p uintptr, remove int32) int32 {
	return called[func(*libc.TLS, uintptr, int32) int32](methodsOf(inner(p)).FxShmUnmap)(tls, inner(p), remove)
}
