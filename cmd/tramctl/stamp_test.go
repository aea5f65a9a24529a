package main

import (
	"strings"
	"testing"
)

func TestTheHeadOfEachDayIsStampedAndStandsAgainstEveryone(t *testing.T) {
	w, d := inWorld(t)
	d.converted()
	about := func() string {
		out, _, _ := d.do("verify", "--journal")
		for _, c := range decoded(t, out)["checks"].([]any) {
			if check := c.(map[string]any); check["point"] == "Mốc có dấu thời gian" {
				return check["met"].(string) + " " + check["evidence"].(string)
			}
		}
		return ""
	}
	if said := about(); !strings.HasPrefix(said, "owed ") {
		t.Errorf("before: %s", said)
	}
	w.Cut(true)
	if _, messages, code := d.do("journal", "stamp", "--tsa", w.TSA); code == well {
		t.Errorf("stamped with the cable out: %s", messages)
	}
	w.Cut(false)
	if n := d.must("journal", "stamp", "--tsa", w.TSA)["stamped"]; n != 1.0 {
		t.Fatalf("stamped %v", n)
	}
	if n := d.must("journal", "stamp", "--tsa", w.TSA)["stamped"]; n != nil {
		t.Errorf("a day was stamped twice: %v", n)
	}
	if said := about(); !strings.HasPrefix(said, "met ") || !strings.Contains(said, "với mọi người") {
		t.Errorf("after: %s", said)
	}
}
