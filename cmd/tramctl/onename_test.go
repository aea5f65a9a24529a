package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestWhoIsDeclaredAtTwoComputersIsNamedByTheIDThatTheRefusalTells has one clerk work at both
// computers of an office without accounts: by the name alone nobody is meant.
func TestWhoIsDeclaredAtTwoComputersIsNamedByTheIDThatTheRefusalTells(t *testing.T) {
	t.Parallel()
	const name = "Nguyễn Văn Mẫu"
	a := desk{t: t, home: filepath.Join(t.TempDir(), "máy một")}
	founded := a.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", name)
	b := secondDeskOf(t, founded["recovery_key"].(string), name)
	b.sends(t, a)
	a.must("number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	id := a.must("register", "in", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--number", "137", "--symbol", "UBND-VP", "--subject", "Về việc ví dụ")["id"].(string)
	_, messages, code := a.do("assign", id, "--to", name)
	var told struct{ Failure, Next string }
	if err := json.Unmarshal([]byte(messages), &told); err != nil || code != refused || told.Failure != "tramctl.two-of-one-name" {
		t.Fatalf("by the name alone: exit %d, %s", code, messages)
	}
	_, ids, _ := strings.Cut(strings.TrimSuffix(told.Next, "."), ": ")
	both := strings.Split(ids, "; ")
	if len(both) != 2 || both[0] == both[1] {
		t.Fatalf("who is meant is told as %q", told.Next)
	}
	a.must("assign", id, "--to", both[1])
}
