package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

func TestAnIdentityIsRenewedByItsRecoveryKeyAndTheOldSheetOpensNothing(t *testing.T) {
	t.Parallel()
	p := newPeopled(t)
	code := convertAll(p.desk, scans(t)[:1])["code"].(string)
	before := p.must("identity", "show")
	page := filepath.Join(t.TempDir(), "tờ mới.pdf")
	for name, c := range map[string]struct {
		typed, told string
		args        []string
	}{
		"without a reason":    {p.key, "station.renewal-why", []string{"identity", "renew"}},
		"without the key":     {"\n", "station.renewal-unproven", []string{"identity", "renew", "--reason", "theft"}},
		"with a mistyped key": {p.key[:20] + "\n\n", "seal.recovery-key-length", []string{"identity", "renew", "--reason", "theft"}},
	} {
		if _, messages, exit := p.with(nil, c.typed+"\n", c.args...); exit != refused || failure(messages) != c.told {
			t.Errorf("%s: exit %d, %s", name, exit, messages)
		}
	}
	got := p.mustWith(nil, p.key+"\n", "identity", "renew", "--reason", "theft", "--why", "mất máy", "--recovery", page)
	key, _ := got["recovery_key"].(string)
	if got["state"] != "ended" || got["unended"] != false || key == "" || key == p.key || got["former"] != before["recipient"] {
		t.Errorf("renewed: %v", got)
	}
	if b, err := os.ReadFile(page); err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
		t.Errorf("the new sheet: %v", err)
	}
	if _, messages, exit := p.with(nil, p.key+"\n", "recover"); exit != refused || failure(messages) != "station.key-of-another-office" {
		t.Errorf("the old sheet: exit %d, %s", exit, messages)
	}
	if proof := p.must("verify", code); proof["proof"] != "proven" {
		t.Errorf("after the renewal: %v", proof)
	}
	p.must("verify", "--journal")
	is := p.must("identity", "show")
	if is["recipient"] != got["next"] || is["recovery_owed"] != false || is["unended"] != false || len(is["renewals"].([]any)) != 1 {
		t.Errorf("shown: %v", is)
	}
	moved := peopled{desk: desk{t: t, home: p.home}, key: key} // another PC, with the folder and the new sheet
	for _, name := range []string{"identity.key", "identity.json"} {
		if err := os.Remove(filepath.Join(p.home, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, messages, exit := moved.with(nil, p.key+"\n", "recover"); exit != refused || failure(messages) != "station.key-of-another-office" {
		t.Errorf("the old sheet on another PC: exit %d, %s", exit, messages)
	}
	moved.mustWith(nil, key+"\n", "recover")
	if proof := moved.must("verify", code); proof["proof"] != "proven" {
		t.Errorf("on another PC: %v", proof)
	}
}

func TestAnAdministratorRenewsByPasswordAndAllAreToldAndATokenDoesNotDo(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	admin := map[string]string{"TRAM_PASSWORD": walkPassword}
	if _, messages, exit := p.with(map[string]string{"TRAM_TOKEN": p.tokens[office.AsAdmin]}, "", "identity", "renew", "--reason", "leaving"); exit != refused || failure(messages) != "station.renewal-unproven" {
		t.Errorf("by a token: exit %d, %s", exit, messages)
	}
	if _, messages, exit := p.with(admin, "", "identity", "renew", "--reason", "leaving", "--as", whoIs[office.AsLeader]); exit != refused || failure(messages) != "people.not-allowed" {
		t.Errorf("by the leader: exit %d, %s", exit, messages)
	}
	got := p.mustWith(admin, "", "identity", "renew", "--reason", "leaving", "--as", whoIs[office.AsAdmin])
	if got["by"] != whoIs[office.AsAdmin] || got["by_key"] != nil {
		t.Errorf("renewed: %v", got)
	}
	for times, want := range []bool{true, false} {
		_, messages, exit := p.with(admin, "", "list", "--as", whoIs[office.AsClerk])
		if told := strings.Contains(messages, "đã đổi chìa niêm phong"); exit != well || told != want {
			t.Errorf("unlock %d: exit %d, %s", times+1, exit, messages)
		}
	}
	p.mustWith(map[string]string{"TRAM_TOKEN": p.tokens[office.AsClerk]}, "", "list") // what lets people in came along
	deeds := p.mustWith(admin, "", "audit", "--kind", "identity-renewal", "--as", whoIs[office.AsLeader])["deeds"].([]any)
	if len(deeds) != 2 || deeds[1].(map[string]any)["who"] != whoIs[office.AsAdmin] {
		t.Errorf("in the journal: %v", deeds)
	}
}
