package sign

import (
	"fmt"
	"strings"
	"testing"

	"tram/local/pdf"
)

func TestManyFilledFieldsAreOneReason(t *testing.T) {
	changes := []pdf.Change{{Kind: pdf.AnotherSignature, Said: "ký"}}
	for n := range 200 {
		changes = append(changes, pdf.Change{Kind: pdf.FormFilled, Field: fmt.Sprint("ô ", n), Said: "điền"})
	}
	changes = append(changes, pdf.Change{Kind: pdf.Annotated, Said: "ghi chú"})
	got := gathered(changes)
	if len(got) != 3 || got[0].Said != "ký" || got[2].Said != "ghi chú" || !strings.Contains(got[1].Said, "200 ô") || !strings.Contains(got[1].Said, `"ô 2"`) {
		t.Errorf("%+v", got)
	}
	if few := gathered(changes[:3]); len(few) != 3 || few[1].Said != "điền" {
		t.Errorf("%+v", few)
	}
}
