package disk

import (
	"testing"

	"tram/local/office"
)

func TestFileVaultIsOnWhereAllIsEncrypted(t *testing.T) {
	for said, want := range map[string]office.DiskCipher{
		"FileVault is On.\n": office.DiskCipherOn, "FileVault is Off.\n": office.DiskCipherOff, "": office.DiskCipherUnknown, "Error: …": office.DiskCipherUnknown,
		"FileVault is On.\nEncryption in progress: Percent completed = 12\n":  office.DiskCipherOff,
		"FileVault is Off.\nDecryption in progress: Percent completed = 88\n": office.DiskCipherOff,
	} {
		if got := fileVault(said); got != want {
			t.Errorf("%q is told as %s", said, got)
		}
	}
}
