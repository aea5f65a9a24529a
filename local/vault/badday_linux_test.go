package vault

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/whole"
	"tram/local/whole/wholetest"
)

func TestAFullDiskLeavesWhatIsFiledAndNothingElse(t *testing.T) {
	wholetest.OnSmallDisk(t, 2<<20, func(t *testing.T, dir string) {
		v := open(t, filepath.Join(dir, "vault"))
		d := put(t, v, noise(1<<20, 1))
		f, err := v.Create()
		if err != nil {
			t.Fatal(err)
		}
		f.Write(noise(3<<20, 2))
		_, _, err = f.Commit()
		failure, told := office.FailureIn(err)
		if !wholetest.IsFull(err) || !told || failure.Next == "" {
			t.Errorf("Commit on a full disk: %v", err)
		}
		if err := v.Check(context.Background(), d); err != nil {
			t.Error(err)
		}
		if got := walk(t, v); len(got) != 1 {
			t.Errorf("the vault holds %v", got)
		}
		noHalfFile(t, v.dir)
		put(t, v, noise(100_000, 3))
	})
}

func TestAVaultWithoutPermissionIsTold(t *testing.T) {
	v := open(t, t.TempDir())
	d := put(t, v, noise(1000, 1))
	path, _ := v.path(d)
	os.Chmod(filepath.Dir(path), 0o755)
	os.Chmod(path, 0)
	os.Chmod(v.dir, 0o555)
	wholetest.AsNobody(t, func() {
		if _, err := v.Create(); !errors.Is(err, whole.NoPermission) {
			t.Errorf("Create: %v", err)
		}
		if _, err := v.Read(d); !errors.Is(err, NotReadable) {
			t.Errorf("Read: %v", err)
		}
		if _, err := Open(filepath.Join(v.dir, "new"), v.sealer); !errors.Is(err, whole.NoPermission) {
			t.Errorf("Open: %v", err)
		}
	})
	os.Chmod(v.dir, 0o755)
}

const killedEnv = "TRAM_TEST_FILE_UNTIL_KILLED"

func TestAKillAtAnyMomentLosesNothingAcknowledged(t *testing.T) {
	id := identity(t)
	if key := os.Getenv(killedEnv); key != "" {
		fileUntilKilled(t, key)
	}
	dir := t.TempDir()
	var acknowledged []office.Digest
	for round := range 12 {
		cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), killedEnv+"="+id.RecoveryKey(), killedEnv+"_DIR="+dir, fmt.Sprintf("%s_SEED=%d", killedEnv, round))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 1 + rand.IntN(10) {
			if lines.Scan() {
				acknowledged = append(acknowledged, office.Digest(lines.Text()))
			}
		}
		cmd.Process.Kill()
		for lines.Scan() {
			acknowledged = append(acknowledged, office.Digest(lines.Text()))
		}
		cmd.Wait()
	}
	v := openAs(t, dir, id)
	noHalfFile(t, dir)
	for _, d := range append(acknowledged, walk(t, v)...) {
		if err := v.Check(context.Background(), d); err != nil {
			t.Error(err)
		}
	}
	if len(acknowledged) < 12 {
		t.Errorf("only %d files were acknowledged", len(acknowledged))
	}
}
