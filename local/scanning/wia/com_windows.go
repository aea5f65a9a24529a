//go:build amd64 || arm64

package wia

import (
	"syscall"
	"unsafe"

	"github.com/go-ole/go-ole"
)

// The classes and interfaces of WIA 2.0 (wia_lh.idl).
var (
	clsidWiaDevMgr2  = ole.NewGUID("{B6C292BC-7C88-41EE-8B54-8EC92617E599}")
	iidWiaDevMgr2    = ole.NewGUID("{79C07CF1-CBDD-41EE-8EC3-F00080CADA7A}")
	iidPropertyStore = ole.NewGUID("{98B5E8A0-29CC-491A-AAC0-E6DB4FDCCEB6}")
	iidTransfer      = ole.NewGUID("{C39D6942-2F4E-4D04-92FE-4EF4D3A1DE5A}")
	iidCallback      = ole.NewGUID("{27D4EAAF-28A6-4CA5-9AAB-E678168B9527}")
	iidSequential    = ole.NewGUID("{0C733A30-2A1C-11CE-ADE5-00AA0044773D}")
	iidStream        = ole.NewGUID("{0000000C-0000-0000-C000-000000000046}")
	categoryFlatbed  = ole.NewGUID("{FB607B1F-43F3-488B-855B-FB703EC342A6}")
	categoryFeeder   = ole.NewGUID("{FE131934-F84C-42AD-8DA4-6129CDDD7288}")
	formatBMP        = ole.NewGUID("{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}")
	ole32            = syscall.NewLazyDLL("ole32.dll")
	clearVariant     = ole32.NewProc("PropVariantClear")
	methodsOfUnknown = 3
	slotEnumDevices  = methodsOfUnknown
	slotCreateDevice = methodsOfUnknown + 1
	slotNext         = methodsOfUnknown
	slotRead         = methodsOfUnknown
	slotWrite        = methodsOfUnknown + 1
	slotAttributes   = methodsOfUnknown + 12
	slotEnumChildren = methodsOfUnknown + 2
	slotCategory     = methodsOfUnknown + 4
	slotDownload     = methodsOfUnknown
	enumLocal        = uintptr(0x10)
	isOK             = uint32(0)
	isFalse          = uint32(1) // also: it is given up
	notImplemented   = uint32(0x80004001)
	noInterface      = uint32(0x80004002)
	storageFault     = uint32(0x8003001D) // STG_E_WRITEFAULT
)

// call calls a method of an object by its place, and gives the HRESULT.
//
//go:uintptrescapes
func call(o *ole.IUnknown, slot int, args ...uintptr) uint32 {
	methods := (*[64]uintptr)(unsafe.Pointer(o.RawVTable))
	hr, _, _ := syscall.SyscallN(methods[slot], append([]uintptr{uintptr(unsafe.Pointer(o))}, args...)...)
	return uint32(hr)
}

// at is an answer as an error; nil: it is none.
func at(s step, code uint32) error {
	if int32(code) < 0 {
		return hresult{s, code}
	}
	return nil
}

// as asks an object for another of its interfaces.
func as(o *ole.IUnknown, iid *ole.GUID) (other *ole.IUnknown, code uint32) {
	code = call(o, 0, uintptr(unsafe.Pointer(iid)), uintptr(unsafe.Pointer(&other)))
	return other, code
}

// text is a BSTR for the time of a call.
func text(s string, use func(bstr uintptr)) {
	b := ole.SysAllocString(s)
	defer func() { _ = ole.SysFreeString(b) }()
	use(uintptr(unsafe.Pointer(b)))
}

// propspec names a property by its number, propvariant is its value: laid out as on 64 bits.
type propspec struct {
	kind uintptr // 1: a number
	id   uintptr
}

type propvariant struct {
	kind uint16
	_    [3]uint16
	a, b uintptr
}

// The kinds of values that are read and written.
const (
	vtI4, vtBSTR, vtUI4, vtCLSID, vtVector = 3, 8, 19, 72, 0x1000
)

func (v *propvariant) clear() {
	_, _, _ = clearVariant.Call(uintptr(unsafe.Pointer(v)))
}

// store is the properties of an item.
type store struct{ o *ole.IUnknown }

// storeOf is that of an item. It is let go of by release.
func storeOf(item *ole.IUnknown) (store, error) {
	o, code := as(item, iidPropertyStore)
	return store{o}, at(open, code)
}

func (s store) release() { s.o.Release() }

func (s store) read(id int, use func(*propvariant)) {
	spec, v := propspec{1, uintptr(id)}, propvariant{}
	if code := call(s.o, slotRead, 1, uintptr(unsafe.Pointer(&spec)), uintptr(unsafe.Pointer(&v))); code == isOK {
		use(&v)
		v.clear()
	}
}

// number is a property; unknown: it is not told.
func (s store) number(id int) int {
	n := unknown
	s.read(id, func(v *propvariant) {
		if v.kind == vtI4 || v.kind == vtUI4 {
			n = int(int32(v.a))
		}
	})
	return n
}

func (s store) words(id int) (said string) {
	s.read(id, func(v *propvariant) {
		if v.kind == vtBSTR {
			said = ole.BstrToString(*(**uint16)(unsafe.Pointer(&v.a)))
		}
	})
	return said
}

func (s store) write(id int, v propvariant) uint32 {
	const firstOfNames = 2 // WIA_RESERVED_FOR_NEW_PROPS is far above; names are not given
	spec := propspec{1, uintptr(id)}
	return call(s.o, slotWrite, 1, uintptr(unsafe.Pointer(&spec)), uintptr(unsafe.Pointer(&v)), firstOfNames)
}

func (s store) set(id, n int) uint32 {
	return s.write(id, propvariant{kind: vtI4, a: uintptr(uint32(int32(n)))})
}

func (s store) setGUID(id int, g *ole.GUID) uint32 {
	return s.write(id, propvariant{kind: vtCLSID, a: uintptr(unsafe.Pointer(g))})
}

// What the values of a property may be.
const (
	isRange, isList = 0x10, 0x20
	rangeMax        = 2
	listValues      = 2
	mostValues      = 1000
)

// allowed are the values that a property may have: from, normal and to of a range, or a
// list.
func (s store) allowed(id int) (span []int, list []int) {
	spec, v, flags := propspec{1, uintptr(id)}, propvariant{}, uint32(0)
	code := call(s.o, slotAttributes, 1, uintptr(unsafe.Pointer(&spec)), uintptr(unsafe.Pointer(&flags)), uintptr(unsafe.Pointer(&v)))
	if code != isOK {
		return nil, nil
	}
	defer v.clear()
	if v.kind != vtVector|vtI4 && v.kind != vtVector|vtUI4 || v.b == 0 {
		return nil, nil
	}
	n := min(int(uint32(v.a)), mostValues)
	all := make([]int, n)
	for i, value := range unsafe.Slice(*(**int32)(unsafe.Pointer(&v.b)), n) {
		all[i] = int(value)
	}
	switch {
	case flags&isRange != 0 && n > rangeMax:
		return all[:rangeMax+1], nil
	case flags&isList != 0 && n > listValues:
		return nil, all[listValues:]
	}
	return nil, nil
}
