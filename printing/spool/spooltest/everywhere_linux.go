package spooltest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Everywhere is an IPP Everywhere printer: ippeveprinter, which runs a command for
// each document.
type Everywhere struct {
	URI  string
	Port int
	dir  string
}

// StartEverywhere starts a printer whose command is a shell script. The script
// finds the document in $1, and the folder that Do and Has look into in $DIR;
// “STATE: +media-empty-error” on its stderr sets the reasons. It ends with the
// test.
func StartEverywhere(t *testing.T, script string, flags ...string) *Everywhere {
	t.Helper()
	program := Tool(t, "ippeveprinter", "cups-ipp-utils")
	dir := Folder(t)
	e := &Everywhere{dir: dir, Port: FreePort(t)}
	e.URI = fmt.Sprintf("ipp://127.0.0.1:%d/ipp/print", e.Port)
	command := dir + "/command"
	must(t, os.WriteFile(command, []byte("#!/bin/sh\nDIR="+dir+"\n"+script+"\n"), 0o755))
	args := append([]string{"-2", "-c", command, "-d", dir, "-f", "application/pdf,image/pwg-raster", "-p", fmt.Sprint(e.Port), "-r", "off", "-s", "10,5", "-l", "Phòng Một cửa"}, flags...)
	cmd := exec.Command(program, append(args, "Máy in tầng 1")...)
	cmd.Env = append(os.Environ(), "DBUS_SYSTEM_BUS_ADDRESS="+startBus(t))
	Start(t, cmd)
	Until(t, "ippeveprinter answers", func() bool { return answers("tcp", fmt.Sprintf("127.0.0.1:%d", e.Port)) })
	return e
}

// startBus starts a bus on which nobody lives: ippeveprinter does not start
// without one, even where it is told not to be found.
func startBus(t *testing.T) string {
	t.Helper()
	dir := Folder(t)
	socket := filepath.Join(dir, "bus")
	conf := filepath.Join(dir, "bus.conf")
	must(t, os.WriteFile(conf, []byte(strings.ReplaceAll(`<busconfig><type>session</type><listen>unix:path=SOCKET</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow receive_sender="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`, "SOCKET", socket)), 0o644))
	Start(t, exec.Command(Tool(t, "dbus-daemon", "dbus"), "--nofork", "--config-file="+conf))
	Until(t, "the bus answers", func() bool { return answers("unix", socket) })
	return "unix:path=" + socket
}

// Do makes a file that the script may wait for.
func (e *Everywhere) Do(t *testing.T, name string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(e.dir, name), nil, 0o644))
}

// Read is a file that the script wrote; nil while there is none.
func (e *Everywhere) Read(name string) []byte {
	b, _ := os.ReadFile(filepath.Join(e.dir, name))
	return b
}
