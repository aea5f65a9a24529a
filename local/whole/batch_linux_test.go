package whole

import "testing"

func TestTheReleaseOfAKernelIsRead(t *testing.T) {
	for release, is := range map[string]bool{"6.1.0-18-amd64": true, "5.8.0": true, "5.8-rc1": true, "5.7.19": false, "4.19.0-27-amd64": false, "10.0": true, "": false, "x": false, "6": false} {
		if atLeast(release, 5, 8) != is {
			t.Errorf("%q", release)
		}
	}
}
