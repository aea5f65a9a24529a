package look

import (
	"flag"
	"os"
	"testing"
)

// TestMain tries forty papers for each rule; TRAM_LOOKS tries a hundred.
func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv("TRAM_LOOKS") == "" {
		if err := flag.Set("rapid.checks", "40"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
