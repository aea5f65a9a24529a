package station

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

func init() { children["import"] = importOnce }

func importOnce(home string) int {
	s, err := opened(home)
	if err == nil {
		fmt.Println("open")
		_, err = s.ImportBundle(context.Background(), filepath.Join(home, "gói"), nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestKillingTheImportOfALargeBundleBringsAllOfItOrNothing kills it at any moment: a start
// that finds a part of it goes on to the end.
func TestKillingTheImportOfALargeBundleBringsAllOfItOrNothing(t *testing.T) {
	to, stick, last, entries := manyFrom(t)
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	const rounds, usual = 4, 1500 * time.Millisecond
	seen := map[string]int{}
	for range rounds {
		home := t.TempDir()
		for name, from := range map[string]string{"nhà": to.home, "ngoài": to.state} {
			if err := os.CopyFS(filepath.Join(home, name), os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
		}
		secret := filepath.Join(home, "nhà", "identity.key")
		if err := os.Chmod(secret, 0o600); err != nil {
			t.Fatal(err)
		}
		copied(t, stick, filepath.Join(home, "gói"))
		killedAfter(t, asChild(t, "import", home), time.Duration(rand.Int64N(int64(usual))))
		seen[broughtByKill(t, home, last, entries)]++
	}
	t.Logf("after a kill: %v", seen)
}

// broughtByKill tells what a killed import has left, once a start has gone on with it.
func broughtByKill(t *testing.T, home string, last office.Conversion, entries int64) string {
	t.Helper()
	s, err := opened(home)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, cut := &desk{Station: s}, s.Arriving()
	d.going.Wait()
	chains, err := d.Chains(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(chains) == 1 && !cut {
		return "nothing"
	}
	if len(chains) != 2 || chains[1].Stand != entries || d.Arriving() {
		t.Errorf("a part of %d entries: %+v", entries, chains)
	}
	if proof, err := d.Prove(t.Context(), last.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v: %s", err, proof.Said)
	}
	if cut {
		return "gone on with"
	}
	return "all"
}
