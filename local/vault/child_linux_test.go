package vault

import (
	"fmt"
	"os"
	"testing"

	"tram/local/seal"
)

// fileUntilKilled files one content after another and tells each name once it
// is acknowledged.
func fileUntilKilled(t *testing.T, key string) {
	id, err := seal.FromRecoveryKey(key)
	if err != nil {
		t.Fatal(err)
	}
	v := openAs(t, os.Getenv(killedEnv+"_DIR"), id)
	var seed uint64
	fmt.Sscan(os.Getenv(killedEnv+"_SEED"), &seed)
	for n := uint64(0); ; n++ {
		d := put(t, v, noise(int(n*97_003%900_000), seed<<32|n))
		os.Stdout.WriteString(string(d) + "\n")
	}
}
