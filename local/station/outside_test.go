package station

import (
	"context"
	"crypto"
	"errors"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/sign"
)

// hands is a clock whose hands a test moves.
type hands struct{ at time.Time }

func (h *hands) Now() time.Time             { return h.at }
func (h *hands) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

// deaf is a network that never answers, and counts how often it was asked.
type deaf struct{ asked int }

var errDeaf = errors.New("nobody answers")

func (d *deaf) CRL(context.Context, string) ([]byte, error) { d.asked++; return nil, errDeaf }
func (d *deaf) OCSP(context.Context, string, []byte) ([]byte, error) {
	d.asked++
	return nil, errDeaf
}
func (d *deaf) Certificate(context.Context, string) ([]byte, error) { d.asked++; return nil, errDeaf }

func (d *deaf) Stamp(context.Context, []byte, crypto.Hash) ([]byte, error) {
	d.asked++
	return nil, sign.StampAway.Because(errDeaf)
}

func TestANetworkThatDoesNotAnswerIsNotAskedAgainAtOnce(t *testing.T) {
	d, clock := &deaf{}, &hands{time.Unix(1_800_000_000, 0)}
	b := &brisk{from: d, clock: clock}
	for range 100 {
		if _, err := b.CRL(t.Context(), "http://ca.example/crl"); err == nil {
			t.Fatal("an answer from nobody")
		}
	}
	if d.asked != 1 {
		t.Errorf("asked %d times", d.asked)
	}
	clock.at = clock.at.Add(quietFor)
	if _, err := b.OCSP(t.Context(), "http://ca.example/ocsp", nil); !errors.Is(err, errDeaf) || d.asked != 2 {
		t.Errorf("after a while: %v, asked %d times", err, d.asked)
	}
}

func TestAClerkWhoStopsDoesNotMakeTheNetworkQuiet(t *testing.T) {
	d := &deaf{}
	b := &brisk{from: d, clock: &hands{time.Unix(1_800_000_000, 0)}}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for range 2 {
		if _, err := b.Certificate(ctx, "http://ca.example/c"); !errors.Is(err, errDeaf) {
			t.Errorf("got %v", err)
		}
	}
}

// liar is an authority of time with a complaint.
type liar struct{ complaint error }

func (l liar) Stamp(context.Context, []byte, crypto.Hash) ([]byte, error) { return nil, l.complaint }

func TestASignatureIsWorthHavingWithoutItsStamp(t *testing.T) {
	d := &deaf{}
	away := &lenient{from: d}
	for range 50 {
		if token, err := away.Stamp(t.Context(), nil, crypto.SHA256); token != nil || err != nil {
			t.Fatalf("token %v, %v", token, err)
		}
	}
	if d.asked != 1 || !errors.Is(away.trouble, sign.StampAway) {
		t.Errorf("asked %d times, trouble %v", d.asked, away.trouble)
	}
	for _, complaint := range []error{sign.StampRefused, sign.StampFalse} {
		l := &lenient{from: liar{complaint}}
		if token, err := l.Stamp(t.Context(), nil, crypto.SHA256); token != nil || err != nil || !errors.Is(l.trouble, complaint) {
			t.Errorf("%v: token %v, %v", complaint, token, err)
		}
	}
	wrong := &lenient{from: liar{sign.StampClock}}
	if _, err := wrong.Stamp(t.Context(), nil, crypto.SHA256); !errors.Is(err, sign.StampClock) {
		t.Errorf("a clock that is wrong by a year: %v", err)
	}
}
