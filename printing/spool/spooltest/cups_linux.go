package spooltest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// CUPS is a cupsd of a test's own, in a folder of its own.
type CUPS struct {
	Socket string // where it is asked
	Port   int    // on 127.0.0.1
	Out    string // where the PDFs of its printers come out
	Bin    string // its backends and filters
	dir    string
}

const cupsdConf = `LogLevel debug
MaxLogSize 0
Listen 127.0.0.1:%[1]d
Listen %[2]s/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
ReloadTimeout 0
%[3]s
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit Cancel-Job Hold-Job Release-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`

const filesConf = `SystemGroup root
ServerRoot %[1]s/root
ServerBin %[1]s/bin
CacheDir %[1]s/cache
StateDir %[1]s/state
RequestRoot %[1]s/spool
TempDir %[1]s/tmp
AccessLog %[1]s/access
ErrorLog %[1]s/error
PageLog %[1]s/page
SyncOnClose No
%[2]s
`

// StartCUPS starts a cupsd; lines are added to its cupsd.conf. It ends with the
// test.
func StartCUPS(t *testing.T, lines ...string) *CUPS {
	t.Helper()
	cupsd := Tool(t, "cupsd", "cups-daemon")
	Tool(t, "lpadmin", "cups-client")
	dir := Folder(t)
	c := &CUPS{dir: dir, Socket: dir + "/cups.sock", Port: FreePort(t), Out: dir + "/out", Bin: dir + "/bin"}
	for _, d := range []string{"root", "root/ppd", "root/ssl", "cache", "state", "spool", "tmp", "out", "bin", "bin/backend"} {
		must(t, os.Mkdir(filepath.Join(dir, d), 0o777))
		must(t, os.Chmod(filepath.Join(dir, d), 0o755))
	}
	c.backends(t)
	who := ""
	if os.Getuid() == 0 {
		who = "User lp\nGroup lp"
		give(t, "lp", "cache", "state", "spool", "tmp", dir)
	} else if u, err := user.Current(); err == nil {
		who = "User " + u.Username
	}
	c.write(t, "root/cupsd.conf", 0o644, fmt.Sprintf(cupsdConf, c.Port, dir, strings.Join(lines, "\n")))
	c.write(t, "root/cups-files.conf", 0o644, fmt.Sprintf(filesConf, dir, who))
	c.write(t, "root/cups-pdf.conf", 0o644, "Out "+c.Out+"\nAnonDirName "+c.Out+"\nSpool "+dir+"/tmp\nLog "+dir+"\nLabel 1\nGrp lp\nUserUMask 0022\nAnonUser root\nAnonUMask 0022\n")
	Start(t, exec.Command(cupsd, "-f", "-c", dir+"/root/cupsd.conf", "-s", dir+"/root/cups-files.conf"))
	Until(t, "cupsd answers", func() bool { return answers("unix", c.Socket) })
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the log of cupsd ends:\n%s", c.log())
		}
	})
	return c
}

// log is the end of what cupsd tells about jobs and troubles.
func (c *CUPS) log() string {
	all, _ := os.ReadFile(c.dir + "/error")
	var told []string
	for line := range strings.Lines(string(all)) {
		if strings.Contains(line, "[Job ") || line[0] == 'E' || line[0] == 'W' {
			told = append(told, line)
		}
	}
	return strings.Join(told[max(0, len(told)-40):], "")
}

// backends gives this cupsd the filters of the machine, and cups-pdf as its only
// backend besides those of the net. cups-pdf knows only one folder for its
// settings, so it gets to see another there. It wants to be root; for anybody
// else Ghostscript does as it does.
func (c *CUPS) backends(t *testing.T) {
	t.Helper()
	for _, d := range []string{"daemon", "filter", "cgi-bin", "driver", "monitor", "notifier"} {
		must(t, os.Symlink("/usr/lib/cups/"+d, c.Bin+"/"+d))
	}
	for _, b := range []string{"ipp", "socket"} {
		must(t, os.Symlink("/usr/lib/cups/backend/"+b, c.Bin+"/backend/"+b))
	}
	script := `#!/bin/sh
[ $# -gt 0 ] || { echo 'file cups-pdf:/ "Unknown" "PDF"'; exit 0; }
exec unshare -m sh -c 'mount --bind "$0" /etc/cups && exec /usr/lib/cups/backend/cups-pdf "$@"' ` + c.dir + `/root "$@"
`
	if os.Getuid() != 0 {
		script = `#!/bin/sh
[ $# -gt 0 ] || { echo 'file cups-pdf:/ "Unknown" "PDF"'; exit 0; }
exec gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=pdfwrite -dAutoRotatePages=/PageByPage -sOutputFile=` + c.Out + `/"$3"-job_"$1".pdf -c -f "${6:--}"
`
	} else if _, err := os.Stat("/usr/lib/cups/backend/cups-pdf"); err != nil {
		t.Fatalf("cups-pdf is missing: apt-get install printer-driver-cups-pdf (%v)", err)
	}
	c.write(t, "bin/backend/cups-pdf", 0o700, script)
}

// Backend adds a backend: a shell script, called as CUPS calls it.
func (c *CUPS) Backend(t *testing.T, name, script string) {
	t.Helper()
	c.write(t, "bin/backend/"+name, 0o755, "#!/bin/sh\n[ $# -gt 0 ] || { echo 'direct "+name+":/ \"Unknown\" \""+name+"\"'; exit 0; }\n"+script+"\n")
}

// PDFQueue adds a printer that writes PDFs into Out.
func (c *CUPS) PDFQueue(t *testing.T, name string) {
	t.Helper()
	ppd := "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
	if _, err := os.Stat(ppd); err != nil {
		t.Fatalf("the printer of cups-pdf is missing: apt-get install printer-driver-cups-pdf (%v)", err)
	}
	c.Admin(t, "-p", name, "-E", "-v", "cups-pdf:/", "-P", ppd, "-D", "Máy in PDF", "-L", "Phòng Văn thư", "-o", "PageSize=A4", "-o", "printer-error-policy=abort-job")
}

// RawQueue adds a printer of another backend that takes anything as it is.
func (c *CUPS) RawQueue(t *testing.T, name, device string) {
	t.Helper()
	c.Admin(t, "-p", name, "-E", "-v", device, "-m", "raw", "-o", "printer-error-policy=abort-job")
}

// Admin runs lpadmin.
func (c *CUPS) Admin(t *testing.T, args ...string) { c.Run(t, "lpadmin", args...) }

// Run runs a command of CUPS on this server.
func (c *CUPS) Run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(Tool(t, name, "cups-client"), append([]string{"-h", c.Socket}, args...)...)
	if name == "lpadmin" || strings.HasPrefix(name, "cups") {
		cmd = exec.Command(Tool(t, name, "cups-client"), args...)
	}
	cmd.Env = append(os.Environ(), "CUPS_SERVER="+c.Socket, "LC_ALL=C")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, said)
	}
	return string(said)
}

// Printed waits for the PDF of a job and gives its path.
func (c *CUPS) Printed(t *testing.T, job string) string {
	t.Helper()
	id, _, _ := strings.Cut(job, "-")
	var found string
	Until(t, "the PDF of job "+id+" comes out", func() bool {
		files, _ := filepath.Glob(c.Out + "/*job_" + id + "*.pdf")
		if len(files) == 0 {
			return false
		}
		found = files[0]
		b, err := os.ReadFile(found)
		return err == nil && bytes.Contains(b[max(0, len(b)-64):], []byte("%%EOF"))
	})
	return found
}

func (c *CUPS) write(t *testing.T, name string, mode os.FileMode, content string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(c.dir, name), []byte(content), mode))
	must(t, os.Chmod(filepath.Join(c.dir, name), mode))
}

// give makes folders those of a user of the system.
func give(t *testing.T, name string, dirs ...string) {
	t.Helper()
	u, err := user.Lookup(name)
	must(t, err)
	var uid, gid int
	fmt.Sscan(u.Uid, &uid)
	fmt.Sscan(u.Gid, &gid)
	root := dirs[len(dirs)-1]
	for _, d := range dirs[:len(dirs)-1] {
		must(t, os.Chown(filepath.Join(root, d), uid, gid))
	}
}

// Tool finds a program, or fails the test with the package that has it.
func Tool(t *testing.T, name, pack string) string {
	t.Helper()
	for _, dir := range []string{"", "/usr/sbin/", "/usr/bin/"} {
		if path, err := exec.LookPath(dir + name); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing: apt-get install %s", name, pack)
	return ""
}

// Folder is a temporary folder with a short name that other users of the system
// may enter.
func Folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "spool") //nolint:usetesting // that of the test is closed to others, and too long for a socket
	must(t, err)
	must(t, os.Chmod(dir, 0o755))
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	return dir
}

// FreePort is a port of the loopback that nobody uses.
func FreePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Start runs a program with all that it starts until the test ends.
func Start(t *testing.T, cmd *exec.Cmd) *bytes.Buffer {
	t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.WaitDelay = 5 * time.Second
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			<-ended
		}
		left := descendants(cmd.Process.Pid)
		for _, pid := range left {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		if t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(cmd.Path), said.Bytes()[max(0, said.Len()-4000):])
		}
	})
	return &said
}

// descendants are the processes of the group that are still there.
func descendants(group int) (pids []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, s := range stats {
		b, err := os.ReadFile(s)
		if err != nil {
			continue
		}
		_, rest, _ := bytes.Cut(b, []byte(") "))
		var state string
		var parent, of, pid int
		fmt.Sscan(string(rest), &state, &parent, &of)
		fmt.Sscan(string(b), &pid)
		if of == group && !slices.Contains([]string{"Z", "X"}, state) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// Until waits until something is true.
func Until(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-limit.C:
			t.Fatalf("it never happened that %s", what)
		}
	}
}

func answers(network, to string) bool {
	conn, err := net.Dial(network, to)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
