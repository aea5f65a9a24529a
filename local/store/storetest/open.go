package storetest

import (
	"database/sql"
	"path/filepath"
	"testing"

	"tram/local/seal"
	"tram/local/store"
	"tram/local/store/veil"
)

// Open opens a database as somebody can who has the folder around it: under the key
// whose identity lies there in a plain file, if it is under one.
func Open(t testing.TB, path string) *sql.DB {
	t.Helper()
	face, err := veil.Look(path)
	if err != nil {
		t.Fatal(err)
	}
	// Whoever has the file in hand waits for a program that writes, as any script would.
	dsn := "file:" + filepath.ToSlash(path) + "?_pragma=busy_timeout(10000)"
	if face.IsVeiled() {
		dsn += "&vfs=" + layer(t, filepath.Dir(path))
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func layer(t testing.TB, home string) string {
	t.Helper()
	identity, _, err := seal.Keeper{Home: home}.Find()
	if err != nil {
		t.Fatal(err)
	}
	key, err := identity.Key(store.KeyPurpose)
	if err != nil {
		t.Fatal(err)
	}
	name, err := veil.Register(key, "")
	if err != nil {
		t.Fatal(err)
	}
	return name
}
