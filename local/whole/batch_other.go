//go:build !linux

package whole

import "os"

// syncsAtOnce tells that each file is synced by itself.
func syncsAtOnce(string) bool { return false }

func writeOut(f *os.File) error { return f.Sync() }

func syncDisk(dir string) error { return SyncDir(dir) }
