package mailing

import (
	"errors"
	"strings"
	"testing"
)

// TestAnAddressIsOneAndNothingElse: no sign of it can end the envelope that it stands in.
func TestAnAddressIsOneAndNothingElse(t *testing.T) {
	for _, good := range []string{"a@b.vn", "van.thu+hop@xa-mau.example.vn", "a_b=c!d@b", "0@1.2"} {
		if !GoodAddress(good) {
			t.Errorf("%q is one", good)
		}
	}
	for _, bad := range []string{
		"", "x", "@b.vn", "a@", "a@b@c.vn", "a b@c.vn", "a@b.vn>\r\nDATA", "<a@b.vn>", "a@b.vn,c@d.vn", `"a"@b.vn`, "a@b.vn\n", "a\x00@b.vn", "họ@b.vn", "a@xã.vn",
		".a@b.vn", "a.@b.vn", "a..b@c.vn", "a@.b.vn", "a@b.vn.", "a(b)@c.vn", `a\@b.vn`, strings.Repeat("a", 300) + "@b.vn",
	} {
		if GoodAddress(bad) {
			t.Errorf("%q is none", bad)
		}
	}
	a, b := NewMessageID(Address{Mail: "vanthu@xamau.example.vn"}), NewMessageID(Address{Mail: "vanthu@xamau.example.vn"})
	if a == b || !GoodMessageID(a) || !strings.HasSuffix(a, "@xamau.example.vn") {
		t.Errorf("%q, %q", a, b)
	}
}

// TestWhatIsRefusedForGoodIsNotSentAgain, and everything else that was not taken is.
func TestWhatIsRefusedForGoodIsNotSentAgain(t *testing.T) {
	for _, err := range []error{Refused.About("a", "b", 550, "c"), BadRecipient.About("x"), BadLetter.About("x"), TooBig.About("a"), SenderRefused.About("a", "b", 553), nil} {
		if (Sent{Err: err}).Again() {
			t.Errorf("again after %v", err)
		}
	}
	for _, err := range []error{Deferred.About("a", "b", 450, "c"), Unsure.About("a", "b"), errors.New("a line that broke")} {
		if !(Sent{Err: err}).Again() {
			t.Errorf("not again after %v", err)
		}
	}
}
