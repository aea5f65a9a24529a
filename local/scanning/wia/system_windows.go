//go:build amd64 || arm64

package wia

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"unsafe"

	"github.com/go-ole/go-ole"

	"tram/local/office"
)

// The properties that are read and written (wiadef.h).
const (
	deviceID, deviceType, deviceName          = 2, 5, 7
	feederCan, feederState, feederSelect      = 3086, 3087, 3088
	itemPages                                 = 3096
	itemType, itemFormat                      = 4103, 4106
	itemBlanks                                = 4167
	itemX, itemY, itemLeft, itemTop, itemW    = 6147, 6148, 6149, 6150, 6151
	itemH, itemBrightness, itemContrast       = 6152, 6154, 6155
	itemMaxW, itemMaxH                        = 6165, 6166
	typeShift, isScanner                      = 16, 1
	canDuplex                                 = 0x4
	selectDuplex, selectFront                 = 0x4 | 0x8, 0x20 // both sides, the front first
	invalidArgument                           = 0x80070057
	perInchOfSizes, mmPerInch, longestMM, cut = 1000, 25.4, 432, 3
)

var dataTypes = map[office.ScanMode]int{office.Lineart: 0, office.Grey: 2, office.Colour: 3}

// newSystem is the WIA of this Windows.
func newSystem() windows { return com{} }

type com struct{}

// manager begins with WIA on this thread, which COM has for itself.
func manager() (*ole.IUnknown, error) {
	runtime.LockOSThread()
	var told *ole.OleError
	const apartment = 2
	if err := ole.CoInitializeEx(0, apartment); errors.As(err, &told) && int32(told.Code()) < 0 {
		return nil, hresult{start, uint32(told.Code())}
	}
	m, err := ole.CreateInstance(clsidWiaDevMgr2, iidWiaDevMgr2)
	if errors.As(err, &told) {
		return nil, hresult{start, uint32(told.Code())}
	}
	return m, err
}

func (com) list(each func(found)) error {
	m, err := manager()
	if err != nil {
		return err
	}
	defer m.Release()
	var devices *ole.IUnknown
	if err := at(start, call(m, slotEnumDevices, enumLocal, uintptr(unsafe.Pointer(&devices)))); err != nil {
		return err
	}
	defer devices.Release()
	for range mostDevices {
		var info *ole.IUnknown
		var n uint32
		if code := call(devices, slotNext, 1, uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&n))); code != isOK || info == nil {
			break
		}
		s := store{info}
		f := found{ID: s.words(deviceID), Name: s.words(deviceName)}
		if kind := s.number(deviceType); f.ID != "" && (kind == unknown || kind>>typeShift == isScanner) {
			describe(m, &f)
			each(f)
		}
		s.release()
	}
	return nil
}

// device opens a device. Its root is let go of by whoever has it.
func device(m *ole.IUnknown, id string) (root *ole.IUnknown, err error) {
	text(id, func(bstr uintptr) {
		err = at(open, call(m, slotCreateDevice, 0, bstr, uintptr(unsafe.Pointer(&root))))
	})
	if err == nil && root == nil {
		err = hresult{open, noDevice}
	}
	return root, err
}

// describe asks a device what it can do. One that cannot be opened now tells nothing.
func describe(m *ole.IUnknown, f *found) {
	root, err := device(m, f.ID)
	if err != nil {
		return
	}
	defer root.Release()
	for _, source := range []office.ScanSource{office.Flatbed, office.Feeder} {
		item, err := item(root, source)
		if err != nil {
			continue
		}
		f.Sources = append(f.Sources, source)
		if source == office.Feeder && canBoth(root) {
			f.Sources = append(f.Sources, office.Duplex)
		}
		if s, err := storeOf(item); err == nil {
			s.offers(&f.Offers)
			s.release()
		}
		item.Release()
	}
}

func canBoth(root *ole.IUnknown) bool {
	s, err := storeOf(root)
	if err != nil {
		return false
	}
	defer s.release()
	can := s.number(feederCan)
	return can != unknown && can&canDuplex != 0
}

// usualDPI are those that are offered of a device that names a range.
var usualDPI = []int{75, 100, 150, 200, 240, 300, 400, 600, 1200}

// offers adds what an item can do.
func (s store) offers(o *office.ScanOffers) {
	span, list := s.allowed(itemX)
	for _, dpi := range usualDPI {
		if slices.Contains(list, dpi) || span != nil && dpi >= span[0] && dpi <= span[rangeMax] {
			o.DPI = append(o.DPI, dpi)
		}
	}
	slices.Sort(o.DPI)
	o.DPI = slices.Compact(o.DPI)
	_, types := s.allowed(itemType)
	for _, m := range office.ScanModes {
		if slices.Contains(types, dataTypes[m]) && !slices.Contains(o.Modes, m) {
			o.Modes = append(o.Modes, m)
		}
	}
	o.MaxW, o.MaxH = max(o.MaxW, s.mm(itemMaxW)), max(o.MaxH, s.mm(itemMaxH))
	for id, has := range map[int]*bool{itemBrightness: &o.Brightness, itemContrast: &o.Contrast} {
		span, _ := s.allowed(id)
		*has = *has || span != nil
	}
}

// mm is a size in millimetres, to a tenth; 0: not told.
func (s store) mm(id int) float64 {
	return math.Round(float64(max(s.number(id), 0))/perInchOfSizes*mmPerInch*10) / 10
}

// item is the source of a device.
func item(root *ole.IUnknown, source office.ScanSource) (*ole.IUnknown, error) {
	want := categoryFeeder
	if source == office.Flatbed {
		want = categoryFlatbed
	}
	var children *ole.IUnknown
	if err := at(open, call(root, slotEnumChildren, 0, uintptr(unsafe.Pointer(&children)))); err != nil {
		return nil, err
	}
	defer children.Release()
	const mostItems = 32
	for range mostItems {
		var child *ole.IUnknown
		var n uint32
		if code := call(children, slotNext, 1, uintptr(unsafe.Pointer(&child)), uintptr(unsafe.Pointer(&n))); code != isOK || child == nil {
			break
		}
		var category ole.GUID
		if call(child, slotCategory, uintptr(unsafe.Pointer(&category))) == isOK && ole.IsEqualGUID(&category, want) {
			return child, nil
		}
		child.Release()
	}
	return nil, hresult{adjust, invalidArgument}
}

func (com) scan(ctx context.Context, j job, p pages) (int, error) {
	m, err := manager()
	if err != nil {
		return unknown, err
	}
	defer m.Release()
	root, err := device(m, j.Device)
	if err != nil {
		return unknown, err
	}
	defer root.Release()
	source, err := item(root, j.Source)
	if err != nil {
		return unknown, err
	}
	defer source.Release()
	s, err := storeOf(source)
	if err != nil {
		return unknown, err
	}
	defer s.release()
	if err := s.adjust(j); err != nil {
		return unknown, err
	}
	t, code := as(source, iidTransfer)
	if err := at(open, code); err != nil {
		return unknown, err
	}
	defer t.Release()
	return download(ctx, root, t, p)
}

// download has the pages come, and asks the feeder how it is when they have.
func download(ctx context.Context, root, t *ole.IUnknown, p pages) (int, error) {
	r := receive(ctx, p)
	code := call(t, slotDownload, 0, uintptr(unsafe.Pointer(r.self)))
	r.end()
	feeder := unknown
	if s, err := storeOf(root); err == nil {
		feeder = s.number(feederState)
		s.release()
	}
	switch {
	case errors.Is(r.err, errEnough):
		return feeder, nil
	case r.err != nil:
		return feeder, r.err
	case int32(code) < 0:
		return feeder, hresult{transfer, code}
	case int32(r.noted) < 0:
		return feeder, hresult{transfer, r.noted}
	case code != isOK: // it was given up
		return feeder, hresult{transfer, code}
	}
	return feeder, nil
}

// adjust sets what a scan asks for. What is asked for by name has to be taken.
func (s store) adjust(j job) error {
	must := func(id, n int) error {
		if code := s.set(id, n); int32(code) < 0 {
			return hresult{adjust, code}
		}
		if got := s.number(id); got != unknown && got != n { // some round
			return hresult{adjust, invalidArgument}
		}
		return nil
	}
	if j.Source != office.Flatbed {
		sides, most := selectFront, j.Most
		if j.Source == office.Duplex {
			sides, most = selectDuplex, (j.Most+1)&^1
		}
		code := s.set(feederSelect, sides)
		if j.Source == office.Duplex && int32(code) < 0 {
			return hresult{adjust, code}
		}
		s.set(itemPages, most) // 0 is all; where it is not taken, pages are counted here
	}
	s.set(itemBlanks, 0) // no side is dropped in silence
	if err := errors.Join(must(itemType, dataTypes[j.Mode]), must(itemX, j.DPI), must(itemY, j.DPI)); err != nil {
		return err
	}
	if code := s.setGUID(itemFormat, formatBMP); int32(code) < 0 {
		return hresult{adjust, code}
	}
	for id, percent := range map[int]int{itemBrightness: j.Brightness, itemContrast: j.Contrast} {
		if span, _ := s.allowed(id); percent != 0 && span != nil {
			s.set(id, between(span, percent))
		}
	}
	return s.area(j)
}

// between is where -100 … 100 lies in a range.
func between(span []int, percent int) int {
	percent = min(max(percent, -100), 100)
	if percent < 0 {
		return span[1] + (span[1]-span[0])*percent/100
	}
	return span[1] + (span[rangeMax]-span[1])*percent/100
}

// area has a paper scanned, from its corner; without one all that the device takes. Some
// drivers keep what the last program set.
func (s store) area(j job) error {
	maxW, maxH := s.mm(itemMaxW), min(s.mm(itemMaxH), longestMM)
	if maxW == 0 || maxH == 0 {
		return nil
	}
	w, h := maxW, maxH
	if j.W > 0 {
		if j.W > maxW+cut || j.H > maxH+cut {
			return hresult{adjust, invalidArgument}
		}
		w, h = min(w, j.W), min(h, j.H)
	}
	pixels := func(mm float64) int { return int(mm / mmPerInch * float64(j.DPI)) }
	s.set(itemLeft, 0)
	s.set(itemTop, 0)
	for id, n := range map[int]int{itemW: pixels(w), itemH: pixels(h)} {
		if code := s.set(id, n); int32(code) < 0 && j.W > 0 {
			return hresult{adjust, code}
		}
	}
	return nil
}
