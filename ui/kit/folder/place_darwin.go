package folder

import (
	"os"
	"path/filepath"
)

// known are the folders of a home folder, which have one name in every language here.
func known() []Place {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	return []Place{{Kind: Desktop, Dir: filepath.Join(home, "Desktop")}, {Kind: Documents, Dir: filepath.Join(home, "Documents")},
		{Kind: Downloads, Dir: filepath.Join(home, "Downloads")}, {Kind: Pictures, Dir: filepath.Join(home, "Pictures")}, {Kind: Home, Dir: home}}
}

// mounted are the volumes.
func mounted() (found []Place) {
	volumes, err := os.ReadDir("/Volumes")
	if err != nil {
		return nil
	}
	for _, v := range volumes {
		found = append(found, Place{Stick, v.Name(), filepath.Join("/Volumes", v.Name())})
	}
	return found
}
