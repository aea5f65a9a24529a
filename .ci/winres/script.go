package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
)

var (
	version = regexp.MustCompile(`(?m)^Version = "(\d+)\.(\d+)\.(\d+)"$`)
	build   = regexp.MustCompile(`(?m)^Build = (\d+)$`)
	named   = regexp.MustCompile(`(?m)^Name = "([^"\\]+)"$`)
)

// wanted is the resource script: GLFW_ICON is the name under which the window asks for
// its icon, and the explorer takes the first.
const wanted = `#pragma code_page(65001)
GLFW_ICON ICON "tram.ico"
1 24 "tram.manifest"
1 VERSIONINFO
FILEVERSION %[1]s,%[2]s,%[3]s,%[4]s
PRODUCTVERSION %[1]s,%[2]s,%[3]s,%[4]s
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "042A04B0"
    BEGIN
      VALUE "FileDescription", "%[5]s"
      VALUE "ProductName", "%[5]s"
      VALUE "FileVersion", "%[1]s.%[2]s.%[3]s.%[4]s"
      VALUE "ProductVersion", "%[1]s.%[2]s.%[3]s"
      VALUE "InternalName", "tram"
      VALUE "OriginalFilename", "tram.exe"
      VALUE "LegalCopyright", "Apache-2.0"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x042A, 0x04B0
  END
END
`

// scriptOf reads the version and the name from where the rest of the program has them.
func scriptOf(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	v, n, name := version.FindSubmatch(b), build.FindSubmatch(b), named.FindSubmatch(b)
	if v == nil || n == nil || name == nil {
		return nil, errors.New(path + " names no version, build and name")
	}
	return fmt.Appendf(nil, wanted, v[1], v[2], v[3], n[1], name[1]), nil
}
