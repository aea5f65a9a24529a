package post

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// TestAnotherProgramFindsTheSame in a letter that is written here.
func TestAnotherProgramFindsTheSame(t *testing.T) {
	b, err := written(letter(mau, thi))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", "-c", `
import sys, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(m["subject"]); print(m["from"]); print(m["to"]); print(m["date"]); print(m["message-id"])
for p in m.walk():
    print(p.get_content_type(), p.get_param("method"), p.get_content_charset(), p.get_filename(), p.get_content_disposition(), p.defects, [] if p.is_multipart() else len(p.get_payload(decode=True)))
`)
	cmd.Env = []string{"PYTHONIOENCODING=utf-8", "PATH=/usr/bin:/bin"}
	cmd.Stdin = bytes.NewReader(b)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	n := len(ics("REQUEST"))
	for _, line := range []string{
		letter().Subject + "\n", "Ủy ban nhân dân xã Mẫu Sơn <" + ours.Mail + ">\n", "Nguyễn Văn Mẫu <" + mau.Mail + ">, Trần Thị Mẫu <" + thi.Mail + ">\n", "Fri, 20 Nov 2026 08:00:00 +0700\n",
		"multipart/mixed None None None None [] []\nmultipart/alternative None None None None [] []\ntext/plain None utf-8 None None [] ",
		fmt.Sprintf("text/calendar REQUEST utf-8 None None [] %d\n", n), fmt.Sprintf("application/ics None None cuoc-hop.ics attachment [] %d\n", n),
	} {
		if !strings.Contains(string(out), line) {
			t.Errorf("no %q in\n%s", line, out)
		}
	}
}
