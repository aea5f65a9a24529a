package kit

import (
	"testing"

	"tram/local/office"
)

func TestPrintersAreOfferedWithWhereTheyStandAndTheChosenOneStays(t *testing.T) {
	newDesk(t)
	c := NewPrinterChoice("Máy in")
	told := 0
	c.OnChosen = func() { told++ }
	if c.Any() || c.Content.Visible() || c.Chosen().Key != "" {
		t.Error("a printer is offered before one is known")
	}
	hp, canon := office.Printer{Key: "hp", Name: "HP", Where: "tầng 1"}, office.Printer{Key: "canon", Name: "Canon", Usual: true}
	file := office.Printer{Key: "file", ToFile: true}
	c.Offer([]office.Printer{hp, file, canon})
	if c.Chosen().Key != "canon" || c.ToFile.Key != "file" || len(c.Field().Options) != 2 || c.Field().Options[0] != "HP · tầng 1" || told != 0 {
		t.Errorf("chosen %q of %q, told %d times", c.Chosen().Key, c.Field().Options, told)
	}
	c.Field().SetSelectedIndex(0)
	c.Offer([]office.Printer{canon, hp})
	if c.Chosen().Key != "hp" || c.ToFile.Key != "" || told != 1 {
		t.Errorf("chosen %q, told %d times", c.Chosen().Key, told)
	}
	c.Offer([]office.Printer{file})
	if c.Any() || c.Content.Visible() || c.Chosen().Key != "" {
		t.Error("a printer that is gone is still offered")
	}
}
