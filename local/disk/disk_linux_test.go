package disk

import (
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
)

// machine makes what the system tells of devices: name, number, the name that its
// mapping has (none: it has no mapping), and what it is made of.
func machine(t *testing.T, devices ...[4]string) (sys string) {
	t.Helper()
	sys = t.TempDir()
	do := func(errs ...error) {
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	do(os.MkdirAll(filepath.Join(sys, "dev/block"), 0o755))
	for _, d := range devices {
		dir := filepath.Join(sys, "devices", d[0])
		do(os.MkdirAll(filepath.Join(dir, "slaves"), 0o755), os.Symlink(dir, filepath.Join(sys, "dev/block", d[1])))
		if d[2] == "loop" {
			do(os.Mkdir(filepath.Join(dir, "loop"), 0o755))
		} else if d[2] != "" {
			do(os.Mkdir(filepath.Join(dir, "dm"), 0o755), os.WriteFile(filepath.Join(dir, "dm/uuid"), []byte(d[2]+"\n"), 0o644))
		}
		for _, of := range filepath.SplitList(d[3]) {
			do(os.Symlink(filepath.Join(sys, "devices", of), filepath.Join(dir, "slaves", of)))
		}
	}
	return sys
}

func TestADiskIsEncryptedWhereAllOfItIs(t *testing.T) {
	sys := machine(t,
		[4]string{"sda2", "8:2", "", ""}, [4]string{"sdb1", "8:17", "", ""},
		[4]string{"dm-0", "253:0", "CRYPT-LUKS2-0123-root", "sda2"},
		[4]string{"dm-1", "253:1", "LVM-abc", "dm-0"},
		[4]string{"dm-2", "253:2", "LVM-def", "sda2"},
		[4]string{"dm-3", "253:3", "CRYPT-PLAIN-x", "sdb1"},
		[4]string{"md0", "9:0", "", "dm-0:dm-3"},
		[4]string{"md1", "9:1", "", "dm-0:sdb1"},
		[4]string{"loop0", "7:0", "loop", ""},
		[4]string{"dm-4", "253:4", "mpath-CRYPT-x", "loop0"},
		[4]string{"dm-5", "253:5", "LVM-ring", "dm-5"},
	)
	for device, want := range map[string]office.DiskCipher{
		"253:0": office.DiskCipherOn, "253:1": office.DiskCipherOn, "253:3": office.DiskCipherOn, "9:0": office.DiskCipherOn,
		"8:2": office.DiskCipherOff, "253:2": office.DiskCipherOff, "9:1": office.DiskCipherOff,
		"7:0": office.DiskCipherUnknown, "253:4": office.DiskCipherUnknown, "253:5": office.DiskCipherUnknown, "99:9": office.DiskCipherUnknown, "": office.DiskCipherUnknown,
	} {
		if got := ofDevice(sys, device); got != want {
			t.Errorf("%s is %s, told as %s", device, want, got)
		}
	}
}

func TestTheMountThatAFolderLiesOnIsFound(t *testing.T) {
	const mounts = `22 1 0:20 / / rw - btrfs /dev/mapper/root rw,subvol=/
23 22 0:21 / /home rw - btrfs /dev/mapper/home rw
24 22 0:22 / /home\040cũ rw - btrfs /dev/sdb1 rw
25 22 0:23 / /tmp rw - tmpfs tmpfs rw
26 22 0:24 / /srv rw - btrfs /dev/sda3 rw
27 26 0:25 / /srv rw - nfs4 máy:/srv rw
28 22 hỏng
`
	for folder, want := range map[string]string{
		"/home/mau/trạm": "/dev/mapper/home", "/home": "/dev/mapper/home", "/homework": "/dev/mapper/root", "/": "/dev/mapper/root",
		"/home cũ/x": "/dev/sdb1", "/tmp/x": "tmpfs", "/srv/x": "máy:/srv",
	} {
		if got := sourceOf(mounts, folder); got != want {
			t.Errorf("%s lies on %q, told as %q", folder, want, got)
		}
	}
	for _, none := range []string{"tmpfs", "máy:/srv", "/dev/null", "/etc/passwd", ""} {
		if got := deviceOf(none); got != "" {
			t.Errorf("%s is told as the disk %s", none, got)
		}
	}
}

func TestWhatIsNotThereIsUnknown(t *testing.T) {
	if got := Encrypted(t.Context(), filepath.Join(t.TempDir(), "không có")); got != office.DiskCipherUnknown {
		t.Errorf("told as %s", got)
	}
}
