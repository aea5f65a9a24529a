package escl

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tram/local/office"
	"tram/sync/escl/escltest"
)

// Two networks that are joined by a cable: the test runs again in the first, and once more
// in the second, where a device is.
const (
	stageEnv  = "TRAM_TEST_NETWORK" // "finder", "device"
	stationIP = "10.99.0.1"
	deviceIP  = "10.99.0.2"
	otherIP   = "10.99.0.3" // of a router that repeats what the device says
	name99    = "Canon MF620C"
)

// TestADeviceOfAnotherNetworkIsFoundAndScans: the device announces itself through a
// repeater, which sends from an address of its own.
func TestADeviceOfAnotherNetworkIsFoundAndScans(t *testing.T) {
	between(t, func(t *testing.T) { repeater(t) })
}

// TestADeviceThatAvahiAnnouncesIsFoundAndScans asks the responder of Linux for a second
// opinion.
func TestADeviceThatAvahiAnnouncesIsFoundAndScans(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("avahi-daemon wants to be root: run this test as root")
	}
	between(t, func(t *testing.T) { avahi(t) })
}

// between tells the story of a finder and a device on two networks.
func between(t *testing.T, announce func(t *testing.T)) {
	switch os.Getenv(stageEnv) {
	case "":
		if _, err := exec.LookPath("ip"); err != nil {
			t.Fatalf("ip is needed here: apt-get install iproute2 (%v)", err)
		}
		apart := uintptr(syscall.CLONE_NEWNET)
		if os.Geteuid() != 0 {
			apart |= syscall.CLONE_NEWUSER
		}
		cmd := stage(t, "finder", apart)
		said, err := cmd.CombinedOutput()
		t.Logf("on the first network:\n%s", said)
		if cmd.ProcessState == nil {
			t.Fatalf("this account may make no networks of its own; run the test as root: %v", err)
		}
		if err != nil {
			t.Error(err)
		}
	case "finder":
		find(t)
	case "device":
		stand(t, announce)
	}
}

func stage(t *testing.T, name string, apart uintptr) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", "-test.run", "^"+t.Name()+"$", "-test.v", "-test.count=1")
	cmd.Env = append(os.Environ(), stageEnv+"="+name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: apart}
	if apart&syscall.CLONE_NEWUSER != 0 {
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return cmd
}

func ip(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		t.Fatalf("ip %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// find stands on the first network, lays the cable to the second, and scans from what it
// finds there.
func find(t *testing.T) {
	cmd := stage(t, "device", syscall.CLONE_NEWNET)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ip(t, "link", "add", "cable0", "type", "veth", "peer", "name", "cable1", "netns", strconv.Itoa(cmd.Process.Pid))
	ip(t, "addr", "add", stationIP+"/24", "dev", "cable0")
	ip(t, "link", "set", "cable0", "up")
	fmt.Fprintln(in, "joined")
	lines := bufio.NewScanner(out)
	for ready := false; !ready && lines.Scan(); {
		t.Log("device: ", lines.Text())
		ready = strings.Contains(lines.Text(), "ready")
	}
	found, err := New(office.SystemClock{}).Find(t.Context())
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if s := found[0]; s.Name != name99 || s.ID != "escl:http://"+deviceIP+":8080/eSCL#"+escltest.UUID || !slices.Equal(s.Sources, office.ScanSources) {
		t.Errorf("found %+v", s)
	}
	d := New(office.SystemClock{})
	w := wish(office.Duplex)
	w.Scanner = found[0].ID
	if sides, _, end, err := scan(t, d, w); err != nil || end != office.ScanEmpty || !slices.Equal(sides, paper(2, true)) {
		t.Errorf("%v, %q, %v", sides, end, err)
	}
	in.Close()
	rest, _ := io.ReadAll(out)
	if err := cmd.Wait(); err != nil {
		t.Errorf("the device: %v\n%s", err, rest)
	}
}

// stand is the device on the second network, until the finder has enough of it.
func stand(t *testing.T, announce func(t *testing.T)) {
	in := bufio.NewReader(os.Stdin)
	if _, err := in.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	for _, a := range []string{deviceIP, otherIP} {
		ip(t, "addr", "add", a+"/24", "dev", "cable1")
	}
	ip(t, "link", "set", "lo", "up")
	ip(t, "link", "set", "cable1", "up")
	device := escltest.Small()
	device.Load(2)
	s := &http.Server{Handler: device}
	l, err := net.Listen("tcp4", deviceIP+":8080")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = s.Serve(l) }()
	announce(t)
	fmt.Println("ready")
	_, _ = io.ReadAll(in)
	s.Close()
	<-served
}

// repeater answers for the device, at first by half, from an address that is not the
// device's.
func repeater(t *testing.T) {
	card, err := net.InterfaceByName("cable1")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.ListenMulticastUDP("udp4", card, group)
	if err != nil {
		t.Fatal(err)
	}
	back, err := net.ListenPacket("udp4", otherIP+":0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { conn.Close(); back.Close(); <-done })
	answers := [][]byte{
		announce("Canon", "_uscan._tcp.local.", "canon.local.", 0, nil),
		announce("Canon", "_uscan._tcp.local.", "canon.local.", 8080, []string{"ty=" + name99, "rs=eSCL"}, deviceIP),
	}
	go func() {
		defer close(done)
		b := make([]byte, maxPacket)
		for i := 0; ; i++ {
			_, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			_, _ = back.WriteTo(answers[min(i, 1)], from)
		}
	}()
}

const avahiConf = `[server]
use-ipv6=no
enable-dbus=no
allow-interfaces=cable1
[publish]
publish-addresses=yes
`

const avahiService = `<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name>Canon MF (ab:cd)</name>
<service><type>_uscan._tcp</type><port>8080</port><txt-record>ty=` + name99 + `</txt-record><txt-record>rs=eSCL</txt-record></service>
</service-group>
`

// avahi announces the device as Linux does, with folders of its own laid over those of the
// machine.
func avahi(t *testing.T) {
	ip(t, "addr", "del", otherIP+"/24", "dev", "cable1")
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"conf": avahiConf, "services/may.service": avahiService} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("unshare", "-m", "sh", "-c", `mount --bind `+dir+`/services /etc/avahi/services && mount -t tmpfs tmpfs /run && exec avahi-daemon -f `+dir+`/conf --no-drop-root --no-chroot --no-rlimits`)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("avahi-daemon is needed here: apt-get install avahi-daemon (%v)", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() })
	time.Sleep(1500 * time.Millisecond) // it first asks whether its name is free
}
