package whole

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// leaveAlone asks for the lines that stay: wine adds those of the folder above, which a
// protected list of Windows keeps away.
func leaveAlone(t *testing.T, dir string) {
	t.Helper()
	if err := Alone(dir); err != nil {
		t.Fatal(err)
	}
	me, err := account()
	if err != nil {
		t.Fatal(err)
	}
	if said := listOf(t, dir); !strings.Contains(said, "FA;;;"+me.String()+")") || !strings.Contains(said, "FA;;;SY)") {
		t.Errorf("left alone: %s", said)
	}
}

func listOf(t *testing.T, path string) string {
	t.Helper()
	sd, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		t.Fatal(err)
	}
	return sd.String()
}

func letOthersIn(t *testing.T, dir string) {
	t.Helper()
	sd, err := windows.SecurityDescriptorFromString("D:(A;OICI;FA;;;WD)")
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := sd.DACL()
	if err != nil {
		t.Fatal(err)
	}
	if err := windows.SetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION, nil, nil, list, nil); err != nil {
		t.Fatal(err)
	}
}

// TestNothingOfTheFolderAboveReachesIn reads the list of a folder as Windows writes it.
// What comes to lie in there inherits it, in Windows alone.
func TestNothingOfTheFolderAboveReachesIn(t *testing.T) {
	above := folder(t)
	letOthersIn(t, above)
	dir := filepath.Join(above, "dữ liệu")
	if _, err := MakeAlone(dir); err != nil {
		t.Fatal(err)
	}
	said := listOf(t, dir)
	for _, other := range []string{";;;WD)", ";;;BU)", ";;;AU)", ";;;BA)"} {
		if strings.Contains(said, other) {
			t.Errorf("it lets others in: %s", said)
		}
	}
	if strings.Count(said, "(A;OICI;FA;;;") != 2 {
		t.Errorf("what lies in there does not inherit it: %s", said)
	}
}
