package naps2

import (
	"os"
	"path/filepath"
	"runtime"

	"tram/local/child"
	"tram/local/scanning"
)

const program = "NAPS2.Console"

// places are where the program lies, below folders that Windows names, and in its portable
// form beside this program.
var places = []struct{ variable, below string }{
	{"ProgramFiles", "NAPS2"}, {"ProgramW6432", "NAPS2"}, {"ProgramFiles(x86)", "NAPS2"}, {"LOCALAPPDATA", filepath.Join("Programs", "NAPS2")},
}

var portable = []string{"NAPS2", filepath.Join("NAPS2", "App"), "App"}

// installed is how the program is called on this machine.
func installed() ([]string, error) {
	name := program
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	var all []string
	for _, p := range places {
		if dir := os.Getenv(p.variable); filepath.IsAbs(dir) {
			all = append(all, filepath.Join(dir, p.below, name))
		}
	}
	if own, err := os.Executable(); err == nil {
		for _, below := range portable {
			all = append(all, filepath.Join(filepath.Dir(own), below, name))
		}
	}
	for _, path := range all {
		if at, err := os.Stat(path); err == nil && at.Mode().IsRegular() {
			return []string{path}, nil
		}
	}
	path, err := child.Find(name)
	if err != nil {
		return nil, scanning.NoProgram.About("NAPS2").Because(err)
	}
	return []string{path}, nil
}
