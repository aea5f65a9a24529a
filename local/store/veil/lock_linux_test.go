package veil

import (
	"database/sql"
	"os"
	"os/exec"
	"testing"
)

// writerPath names a database to the test binary that runs as another process.
const writerPath = "VEIL_TEST_PATH"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerPath); path != "" {
		os.Exit(writeOnce(path))
	}
	os.Exit(m.Run())
}

func writeOnce(path string) int {
	name, err := Register(key, "")
	if err != nil {
		return 2
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_busy_timeout=10&vfs="+name)
	if err != nil {
		return 2
	}
	if _, err := db.Exec(`CREATE TABLE stranger (x)`); err != nil {
		return 1
	}
	return 0
}

// The locks of a process do not stop itself: another one is asked.
func TestLookingAtADatabaseKeepsTheLocksOnIt(t *testing.T) {
	path := born(t)
	db := handleOn(t, path, key, "&_txlock=exclusive")
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if f, err := Look(path); err != nil || !f.Fits(key) {
		t.Fatal(err)
	}
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), writerPath+"="+path)
	if writer.Run(); writer.ProcessState.ExitCode() != 1 {
		t.Errorf("another process got in: %v", writer.ProcessState)
	}
	if err := tx.Rollback(); err != nil {
		t.Error(err)
	}
	writer = exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), writerPath+"="+path)
	if err := writer.Run(); err != nil {
		t.Errorf("and afterwards it did not: %v", err)
	}
}
