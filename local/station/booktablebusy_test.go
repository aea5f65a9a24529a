package station

import (
	"errors"
	"testing"

	"tram/local/office"
)

// TestOneTableComesIntoARegisterAtATime: of two at once each would enter what the other does; one that was killed
// holds nothing for long.
func TestOneTableComesIntoARegisterAtATime(t *testing.T) {
	d := newDesk(t)
	by, wish := d.whoWorks(t)[0], office.RegisterTableWish{Path: laid(t, procedureTable(procedureRow(1, "Thủ tục một"), procedureRow(2, "Thủ tục hai")))}
	var during error
	defer d.OnChange(func() {
		if during == nil {
			_, during = d.BringBookTable(t.Context(), "thu-tuc", by, wish, nil)
		}
	})()
	if got, err := d.BringBookTable(t.Context(), "thu-tuc", by, wish, nil); err != nil || got.Entered != 2 {
		t.Fatalf("%v %+v", err, got)
	}
	if !errors.Is(during, BookTableBusy) {
		t.Errorf("another one at the same time: %v", during)
	}
	if got, err := d.BringBookTable(t.Context(), "thu-tuc", by, wish, nil); err != nil || got.Entered != 0 || got.Count(office.TableThere) != 2 {
		t.Errorf("after it: %v %+v", err, got)
	}
	if err := d.store.KeepHalfTyped(t.Context(), "bringing thu-tuc", d.clock.Now().Add(-heldFor).UTC().Format("2006-01-02T15:04:05.999999999Z07:00")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.BringBookTable(t.Context(), "thu-tuc", by, wish, nil); err != nil {
		t.Errorf("after one that was killed: %v", err)
	}
}
