package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"tram/local/office"
)

type whoKey struct{}

func TestALiveWriteAsksTheGateForTheRightOfItsStep(t *testing.T) {
	denied := errors.New("denied")
	var asked []office.Right
	s := openWith(t, filepath.Join(t.TempDir(), "office.db"), Options{Clock: newClock(), Gate: func(ctx context.Context, needs office.Right) (string, error) {
		asked = append(asked, needs)
		who, _ := ctx.Value(whoKey{}).(string)
		if who == "" && needs != "" {
			return "", denied
		}
		return who, nil
	}})
	o := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02"}
	o, err := s.SaveOffice(t.Context(), Act{Actor: "Ai đó", Step: "setup"}, o)
	if err != nil {
		t.Fatalf("a step that needs no right: %v", err)
	}
	head := must(s.Head(t.Context()))(t)
	o.Lookup = "tra-cuu.example"
	if _, err := s.SaveOffice(t.Context(), Act{Actor: "Ai đó", Step: "settings"}, o); !errors.Is(err, denied) {
		t.Errorf("without the right: %v", err)
	}
	if must(s.Head(t.Context()))(t) != head || must(s.Office(t.Context()))(t).Lookup != "" {
		t.Error("what was denied is written")
	}
	if _, err := s.SaveOffice(context.WithValue(t.Context(), whoKey{}, "Nguyễn Văn Mẫu"), Act{Actor: "Ai đó", Step: "settings"}, o); err != nil {
		t.Fatal(err)
	}
	entries := must(s.Entries(t.Context(), o.ID))(t)
	if entries[0].Actor != "Ai đó" || entries[1].Actor != "Nguyễn Văn Mẫu" {
		t.Errorf("the actors are %q and %q", entries[0].Actor, entries[1].Actor)
	}
	many := make([]office.Conversion, 50)
	asked = asked[:1]
	if _, err := s.SaveConversions(context.WithValue(t.Context(), whoKey{}, "Nguyễn Văn Mẫu"), Act{Step: "draft"}, many); err != nil || len(asked) != 2 {
		t.Errorf("for one transaction of one step the gate is asked %d times, %v", len(asked)-1, err)
	}
	if asked[1] != office.MayConvert {
		t.Errorf("asked for %q", asked)
	}
}
