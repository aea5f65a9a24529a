package main

import (
	"flag"
	"io"
	"testing"

	"tram/local/office"
)

// TestNoVerbIsToldAnOptionThatItHasNot: the sentence of a condition names what the verb at
// work takes, and nothing where it takes nothing.
func TestNoVerbIsToldAnOptionThatItHasNot(t *testing.T) {
	with := func(options ...string) *terminal {
		set := flag.NewFlagSet("việc", flag.ContinueOnError)
		set.SetOutput(io.Discard)
		for _, o := range options {
			set.Bool(o, false, "")
		}
		return &terminal{options: set}
	}
	for _, c := range []struct {
		t    *terminal
		f    office.Failure
		want string
	}{
		{with("sign", "no-signature"), office.Failure{Part: office.PartSignature, Next: "Hãy ký."}, "Hãy ký. Trong lệnh: --sign hoặc --no-signature CĂN-CỨ."},
		{with("sign"), office.Failure{Part: office.PartSignature, Next: "Hãy ký."}, "Hãy ký. Trong lệnh: --sign."},
		{with(), office.Failure{Part: office.PartSignature, Next: "Hãy ký."}, "Hãy ký."},
		{with("seen"), office.Failure{Part: office.PartViewed, Next: "Hãy xem."}, "Hãy xem. Trong lệnh: --seen, nếu đã xem đủ."},
		{with(), office.Failure{Name: "dayend.no-sheet", Next: "Hãy xem."}, "Hãy xem. Trong lệnh: tramctl day list."},
		{with("seen"), office.Failure{Name: "office.no-name", Next: "Hãy gõ tên."}, "Hãy gõ tên."},
		{&terminal{}, office.Failure{Part: office.PartClerk, Next: "Hãy chọn."}, "Hãy chọn."},
	} {
		if got := c.t.hinted(c.f).Next; got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}
