package station

import (
	"context"
	"errors"
	"testing"

	"tram/local/office"
)

func TestOneModuleThatFailsDoesNotHideTheTokensOfAnother(t *testing.T) {
	away := errors.New("the module does not answer")
	of := func(failing ...string) func(context.Context, string) ([]office.Token, error) {
		return func(_ context.Context, m string) ([]office.Token, error) {
			for _, each := range failing {
				if m == each {
					return nil, away
				}
			}
			return []office.Token{{Module: m}}, nil
		}
	}
	none := func(context.Context, string) ([]office.Token, error) { return nil, nil }
	for _, c := range []struct {
		name    string
		modules []string
		ask     func(context.Context, string) ([]office.Token, error)
		found   int
		err     error
	}{
		{"the other answers", []string{"a", "b"}, of("a"), 1, nil},
		{"the one before answered", []string{"a", "b"}, of("b"), 1, nil},
		{"none answers", []string{"a", "b"}, of("a", "b"), 0, away},
		{"nothing is plugged in", []string{"a"}, none, 0, NoToken},
		{"there is no module", nil, none, 0, NoKeyModule},
	} {
		found, err := tokensOf(t.Context(), c.modules, c.ask)
		if len(found) != c.found || !errors.Is(err, c.err) {
			t.Errorf("%s: %d found, %v", c.name, len(found), err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := tokensOf(stopped, []string{"a"}, of()); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
