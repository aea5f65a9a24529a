package disk

import (
	"slices"
	"testing"
)

// TestOnlyDevicesOfThisMachineAreLookedAt and each once, by the first of its places.
func TestOnlyDevicesOfThisMachineAreLookedAt(t *testing.T) {
	const mounts = `22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:5 / /proc rw - proc proc rw
24 22 7:3 / /snap/core/1 ro - squashfs /dev/loop3 ro
25 22 0:44 / /mnt/mang rw - cifs //may-chu/chung rw
26 22 0:45 / /mnt/nfs rw - nfs4 may-chu:/chung rw
27 22 8:17 / /media/an/USB\040SAO rw shared:9 - vfat /dev/sdb1 rw
28 22 8:17 /sao /srv/sao rw - vfat /dev/sdb1 rw
29 22 0:46 / /media/an/NTFS rw - fuseblk /dev/sdc1 rw
a line of a kernel to come
`
	if got, want := devices(mounts), []string{"/", "/media/an/USB SAO", "/media/an/NTFS"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
