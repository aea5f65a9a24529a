package office

import (
	"slices"
	"testing"
)

func TestAProfileAsksADeviceForNothingThatItDoesNotHave(t *testing.T) {
	duplex := ScanProfile{"a", ScanWish{Source: Duplex, Mode: Colour, DPI: 300, Paper: "A4", Brightness: 20, Contrast: 10}}
	glass := ScanProfile{"b", ScanWish{Source: Flatbed, Mode: Colour, DPI: 300}}
	all := Scanner{ID: "x", Sources: ScanSources, Offers: ScanOffers{Modes: ScanModes, DPI: []int{200, 300}, MaxW: 210, MaxH: 297, Brightness: true, Contrast: true}}
	for name, c := range map[string]struct {
		profile ScanProfile
		device  Scanner
		want    ScanWish
		lacks   []ScanLack
	}{
		"all that is asked": {duplex, all, ScanWish{Scanner: "x", Source: Duplex, Mode: Colour, DPI: 300, Paper: "A4", Brightness: 20, Contrast: 10}, nil},
		"nothing is told":   {duplex, Scanner{ID: "x"}, ScanWish{Scanner: "x", Source: Duplex, Mode: Colour, DPI: 300, Paper: "A4"}, nil},
		"one side only":     {duplex, Scanner{ID: "x", Sources: []ScanSource{Flatbed, Feeder}}, ScanWish{Scanner: "x", Source: Feeder, Mode: Colour, DPI: 300, Paper: "A4"}, []ScanLack{LacksDuplex}},
		"a glass alone":     {duplex, Scanner{ID: "x", Sources: []ScanSource{Flatbed}}, ScanWish{Scanner: "x", Source: Flatbed, Mode: Colour, DPI: 300, Paper: "A4"}, []ScanLack{LacksDuplex}},
		"a feeder alone":    {glass, Scanner{ID: "x", Sources: []ScanSource{Feeder}}, ScanWish{Scanner: "x", Source: Feeder, Mode: Colour, DPI: 300}, []ScanLack{LacksFlatbed}},
		"grey and coarse": {duplex, Scanner{ID: "x", Offers: ScanOffers{Modes: []ScanMode{Grey}, DPI: []int{150, 200}}},
			ScanWish{Scanner: "x", Source: Duplex, Mode: Grey, DPI: 200, Paper: "A4"}, []ScanLack{LacksMode, LacksDPI}},
		"between two": {duplex, Scanner{ID: "x", Offers: ScanOffers{DPI: []int{200, 400}}}, ScanWish{Scanner: "x", Source: Duplex, Mode: Colour, DPI: 400, Paper: "A4"}, []ScanLack{LacksDPI}},
		"a small one": {duplex, Scanner{ID: "x", Offers: ScanOffers{MaxW: 105, MaxH: 148}}, ScanWish{Scanner: "x", Source: Duplex, Mode: Colour, DPI: 300}, []ScanLack{LacksPaper}},
	} {
		if got, lacks := c.profile.On(c.device); got != c.want || !slices.Equal(lacks, c.lacks) {
			t.Errorf("%s: %+v, lacking %q", name, got, lacks)
		}
	}
	for _, p := range UsualProfiles {
		if p.Wish.DPI < 200 || p.Wish.Mode == Lineart || p.Wish.DPI < UsualDPI && p.Wish.Mode == Colour {
			t.Errorf("%s is %+v", p.Name, p.Wish)
		}
		if err := (ScanSetup{}).With(p).Validate(); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

func TestAProfileIsReplacedByItsNameAndAUsualOneComesBack(t *testing.T) {
	own := ScanProfile{UsualProfiles[0].Name, ScanWish{Source: Feeder, Mode: Grey, DPI: 200}}
	s := ScanSetup{}.With(own).With(ScanProfile{"Riêng", own.Wish})
	if all := s.All(); len(all) != len(UsualProfiles)+1 || all[0] != own || all[len(all)-1].Name != "Riêng" {
		t.Errorf("%+v", all)
	}
	if p, err := s.Without(own.Name).Named(own.Name); err != nil || p != UsualProfiles[0] {
		t.Errorf("%+v, %v", p, err)
	}
}
