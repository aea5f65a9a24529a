package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// TestWhoIsRefusedAtTheCommandLineIsInTheJournal tries a wrong password, and the tokens of
// nobody and of somebody else.
func TestWhoIsRefusedAtTheCommandLineIsInTheJournal(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	leader := p.tokens[office.AsLeader]
	for name, c := range map[string]struct {
		env     map[string]string
		as      string
		failure string
	}{
		"a wrong password":           {map[string]string{"TRAM_PASSWORD": "một câu gõ nhầm dài"}, whoIs[office.AsClerk], "people.password-wrong"},
		"a wrong token":              {map[string]string{"TRAM_TOKEN": leader[:len(leader)-4] + "aaaa"}, "", "people.token-wrong"},
		"another's token":            {map[string]string{"TRAM_TOKEN": leader}, whoIs[office.AsClerk], "tramctl.token-of-another"},
		"a token of who may do less": {map[string]string{"TRAM_TOKEN": leader}, whoIs[office.AsAdmin], "tramctl.token-of-another"},
	} {
		args := []string{"list"}
		if c.as != "" {
			args = append(args, "--as", c.as)
		}
		if out, messages, code := p.with(c.env, "", args...); code != refused || out != "" || failure(messages) != c.failure {
			t.Errorf("%s: exit %d, %s%s", name, code, out, messages)
		}
	}
	p.mustWith(map[string]string{"TRAM_TOKEN": leader}, "", "list", "--as", whoIs[office.AsLeader])
	deeds := p.mustWith(map[string]string{"TRAM_TOKEN": leader}, "", "audit", "--kind", "denial")["deeds"].([]any)
	for who, what := range map[string]string{whoIs[office.AsClerk]: "Không mở khóa được: sai mật khẩu", "Người chưa mở khóa": "Không mở khóa được: thẻ sai hoặc hết hạn"} {
		if !slices.ContainsFunc(deeds, func(d any) bool { return strings.Contains(fmt.Sprint(d), who) && strings.Contains(fmt.Sprint(d), what) }) {
			t.Errorf("the journal does not tell of %s: %s; it tells %v", who, what, deeds)
		}
	}
}

func TestWhatWasExportedIsNotToldAsAnEmptyList(t *testing.T) {
	var export, list bytes.Buffer
	trusted{Notes: []string{"Đã ghi tệp khóa."}}.print(&export)
	trusted{all: true}.print(&list)
	if got := export.String(); got != "Đã ghi tệp khóa.\n" {
		t.Errorf("an export says %q", got)
	}
	if got := list.String(); !strings.HasPrefix(got, "Chưa tin cậy") {
		t.Errorf("an empty list says %q", got)
	}
}
