package disk

import (
	"context"
	"strings"

	"golang.org/x/sys/unix"

	"tram/local/child"
	"tram/local/office"
)

// FileVault is of the disk that the system itself lies on, as two volumes.
var ownVolumes = []string{"/", "/System/Volumes/Data"}

func encrypted(ctx context.Context, folder string) office.DiskCipher {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil || !isOwn(unix.ByteSliceToString(s.Mntonname[:])) {
		return office.DiskCipherUnknown
	}
	said, err := child.Command(ctx, "/usr/bin/fdesetup", "status").Output()
	if err != nil {
		return office.DiskCipherUnknown
	}
	return fileVault(string(said))
}

func isOwn(volume string) bool { return volume == ownVolumes[0] || volume == ownVolumes[1] }

// fileVault reads what fdesetup says. While it still encrypts, part of the disk is plain.
func fileVault(said string) office.DiskCipher {
	switch {
	case strings.Contains(said, "in progress"):
		return office.DiskCipherOff
	case strings.HasPrefix(said, "FileVault is On."):
		return office.DiskCipherOn
	case strings.HasPrefix(said, "FileVault is Off."):
		return office.DiskCipherOff
	}
	return office.DiskCipherUnknown
}
