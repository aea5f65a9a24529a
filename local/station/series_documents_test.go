package station

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tram/local/documents"
	"tram/local/numbering"
)

func TestASlipOfTheHandHandsNoRegisterOver(t *testing.T) {
	a, b := twoThatMet(t)
	year := thisYear()
	for _, slip := range []string{"", "out", fmt.Sprintf("out/%d/quyetdinh", year), fmt.Sprintf("out/%d/", year), fmt.Sprintf("in/%d/quyet-dinh", year), fmt.Sprintf("đi/%d/quyet-dinh", year), "out/nay/quyet-dinh"} {
		if err := a.HandOver(t.Context(), staff[0], slip, b.store.Station()); !errors.Is(err, documents.NoSuchSeries) {
			t.Errorf("“%s” was handed over: %v", slip, err)
		}
		if err := b.TakeOver(t.Context(), staff[0], slip, "thử"); !errors.Is(err, documents.NoSuchSeries) {
			t.Errorf("“%s” was taken over: %v", slip, err)
		}
		if told, err := a.ExplainNumbers(t.Context(), slip); !errors.Is(err, documents.NoSuchSeries) {
			t.Errorf("“%s” was explained: %v %v", slip, told, err)
		}
	}
	if got := a.enters(t, "vẫn ở máy một"); got != "01" {
		t.Errorf("after all that the first is %s", got)
	}
	if err := a.HandOver(t.Context(), staff[0], fmt.Sprintf("out/0%d/Quyết định", year), b.store.Station()); err != nil {
		t.Fatal(err)
	}
	if got := a.enters(t, "sau khi giao"); !strings.HasPrefix(got, "tạm") {
		t.Errorf("after it was handed over by another spelling it gives %s", got)
	}
	if err := a.HandOver(t.Context(), staff[0], fmt.Sprintf("in/%d", year), b.store.Station()); err != nil {
		t.Errorf("without the last slash: %v", err)
	}
	if err := a.HandOver(t.Context(), staff[0], fmt.Sprintf("in/%d/", year), b.store.Station()); !errors.Is(err, numbering.NotInDuty) {
		t.Errorf("once more: %v", err)
	}
}
