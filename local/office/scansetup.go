package office

import (
	"cmp"
	"slices"
	"strings"
)

// ScanSetup (thiết lập quét) is with what this station scans, and how. Each change is in
// the journal.
type ScanSetup struct {
	ID        ID            `json:"id"`
	Version   int64         `json:"version"`
	Profiles  []ScanProfile `json:"profiles,omitempty"`  // own ones, and usual ones that were changed
	Addresses []string      `json:"addresses,omitempty"` // of devices, typed by hand
	Folder    string        `json:"folder,omitempty"`    // to which machines scan; empty: none
	Scanner   Scanner       `json:"scanner"`             // chosen last; with it its profile
	Profile   string        `json:"profile,omitempty"`
}

// ScanProfile (kiểu quét) is a wish by its name; its scanner is chosen apart.
type ScanProfile struct {
	Name string   `json:"name"`
	Wish ScanWish `json:"wish"`
}

// UsualProfiles are those that the program brings. The guide of the ministry of 29/11/2025
// asks for 300 dpi, lets 200 pass for ordinary papers that are kept for a short time, and
// asks for colour wherever there is a seal, a picture or handwriting.
var UsualProfiles = []ScanProfile{
	{"Công văn 1 mặt", ScanWish{Source: Feeder, Mode: Colour, DPI: UsualDPI, Paper: "A4"}},
	{"Công văn 2 mặt", ScanWish{Source: Duplex, Mode: Colour, DPI: UsualDPI, Paper: "A4"}},
	{"Giấy chứng nhận màu 300 dpi", ScanWish{Source: Flatbed, Mode: Colour, DPI: UsualDPI}},
	{"Giấy tờ thường, lưu ngắn hạn (xám, 200 dpi)", ScanWish{Source: Feeder, Mode: Grey, DPI: 200, Paper: "A4"}},
}

// What a setup for scanning may hold at most, and how a profile may be called.
const (
	MostScanProfiles  = 50
	MostScanAddresses = 50
	mostProfileName   = 60 // letters
)

// Failures of a setup for scanning.
var (
	ProfileUnnamed = Failure{
		Name: "office.scan-profile-unnamed",
		Said: "Kiểu quét chưa có tên, hoặc tên dài quá 60 chữ.",
		Next: "Hãy gõ một tên ngắn, ví dụ “Hồ sơ đất đai 2 mặt”.",
	}
	NoSuchProfile = Failure{
		Name: "office.no-such-scan-profile",
		Said: "Không có kiểu quét “%s”.",
		Next: "Hãy dùng một trong các kiểu: %s.",
	}
	TooManyProfiles = Failure{
		Name: "office.too-many-scan-profiles",
		Said: "Đã có đủ 50 kiểu quét hoặc 50 địa chỉ máy quét, là số nhiều nhất được giữ.",
		Next: "Hãy bỏ bớt những cái không dùng nữa trong Cài đặt, mục Máy quét.",
	}
	BadProfile = Failure{
		Name: "office.bad-scan-profile",
		Said: "Kiểu quét “%s” có nguồn giấy, màu, độ phân giải hoặc khổ giấy không dùng được.",
		Next: "Hãy chọn lại; độ phân giải từ 75 đến 1200 dpi.",
	}
)

// All are the profiles that can be chosen: the usual ones, each as the office has it, and
// then its own.
func (s ScanSetup) All() []ScanProfile {
	all := slices.Clone(UsualProfiles)
	for _, p := range s.Profiles {
		if i := slices.IndexFunc(all, p.isCalled); i >= 0 {
			all[i] = p
		} else {
			all = append(all, p)
		}
	}
	return all
}

func (p ScanProfile) isCalled(other ScanProfile) bool { return strings.EqualFold(p.Name, other.Name) }

// Named is the profile of a name, in capitals or not.
func (s ScanSetup) Named(name string) (ScanProfile, error) {
	all := s.All()
	name = strings.TrimSpace(name)
	if i := slices.IndexFunc(all, ScanProfile{Name: name}.isCalled); i >= 0 {
		return all[i], nil
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	return ScanProfile{}, NoSuchProfile.About(Visible(name, mostProfileName), strings.Join(names, "; "))
}

// With has a profile in the place of that of its name, or after the others.
func (s ScanSetup) With(p ScanProfile) ScanSetup {
	s.Profiles = append(s.Without(p.Name).Profiles, p)
	return s
}

// Without has no own profile of a name: a usual one is as the program brings it again.
func (s ScanSetup) Without(name string) ScanSetup {
	s.Profiles = slices.DeleteFunc(slices.Clone(s.Profiles), ScanProfile{Name: name}.isCalled)
	return s
}

// WithAddress knows an address that a person typed.
func (s ScanSetup) WithAddress(address string) ScanSetup {
	if !slices.Contains(s.Addresses, address) {
		s.Addresses = append(slices.Clone(s.Addresses), address)
	}
	return s
}

// Validate tells what is wrong with a setup.
func (s ScanSetup) Validate() error {
	if len(s.Profiles) > MostScanProfiles || len(s.Addresses) > MostScanAddresses {
		return TooManyProfiles
	}
	for _, p := range s.Profiles {
		name, w := strings.TrimSpace(p.Name), p.Wish
		_, paper := Papers[w.Paper]
		switch {
		case name == "" || name != p.Name || len([]rune(name)) > mostProfileName:
			return ProfileUnnamed
		case !w.Known() || w.Source == "" || w.Mode == "" || w.DPI < 75 || w.DPI > 1200 || w.Paper != "" && !paper || w.Brightness < -100 || w.Brightness > 100 || w.Contrast < -100 || w.Contrast > 100:
			return BadProfile.About(Visible(name, mostProfileName))
		}
	}
	return nil
}

// ScanLack is what a profile asks for and a device says that it does not have.
type ScanLack string

// What may lack. Without both sides the clerk turns the stack over.
const (
	LacksDuplex  ScanLack = "duplex"
	LacksFeeder  ScanLack = "feeder"
	LacksFlatbed ScanLack = "flatbed"
	LacksMode    ScanLack = "mode"
	LacksDPI     ScanLack = "dpi"
	LacksPaper   ScanLack = "paper"
)

// Takes tells whether paper of a name fits a device, as far as it tells.
func (o ScanOffers) Takes(paper string) bool {
	const off = 3 // millimetres by which devices tell their largest paper too small
	size, known := Papers[paper]
	return !known || o.MaxW == 0 || size[0] <= o.MaxW+off && size[1] <= o.MaxH+off
}

// On is the wish of a profile as a device can fulfil it, and what of it the device lacks. A
// device that tells nothing is asked for all of it.
func (p ScanProfile) On(d Scanner) (w ScanWish, lacks []ScanLack) {
	w = p.Wish
	w.Scanner = d.ID
	if len(d.Sources) > 0 && !slices.Contains(d.Sources, w.Source) {
		lacks = append(lacks, map[ScanSource]ScanLack{Duplex: LacksDuplex, Feeder: LacksFeeder, Flatbed: LacksFlatbed}[w.Source])
		w.Source = d.Sources[0]
		if lacks[0] != LacksFeeder && slices.Contains(d.Sources, Feeder) {
			w.Source = Feeder
		}
	}
	if len(d.Offers.Modes) > 0 && !slices.Contains(d.Offers.Modes, w.Mode) {
		lacks, w.Mode = append(lacks, LacksMode), d.Offers.Modes[0]
	}
	if dpi := d.Offers.DPI; len(dpi) > 0 && !slices.Contains(dpi, w.DPI) {
		i, _ := slices.BinarySearchFunc(dpi, w.DPI, cmp.Compare[int])
		lacks, w.DPI = append(lacks, LacksDPI), dpi[min(i, len(dpi)-1)]
	}
	if !d.Offers.Takes(w.Paper) {
		lacks, w.Paper = append(lacks, LacksPaper), ""
	}
	if !d.Offers.Brightness {
		w.Brightness = 0
	}
	if !d.Offers.Contrast {
		w.Contrast = 0
	}
	return w, lacks
}
