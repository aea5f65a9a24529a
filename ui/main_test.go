package ui

import (
	"os"
	"testing"

	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	kit.Rehearse()
	os.Exit(m.Run())
}
