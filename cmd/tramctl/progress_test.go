package main

import (
	"bytes"
	"testing"
)

// TestALongWorkTellsHowFarItIs to a person, beside the result, and nothing to a machine.
func TestALongWorkTellsHowFarItIs(t *testing.T) {
	for asJSON, want := range map[bool]string{false: "Đang lập lại: 3/12\n", true: ""} {
		var out, beside bytes.Buffer
		term := &terminal{out: &out, err: &beside, json: asJSON}
		p, done := term.watched()
		p.Say("Đang lập lại")
		p.Expect(12)
		p.Did(3)
		done()
		if beside.String() != want || out.Len() > 0 {
			t.Errorf("json %t: %q, and as the result %q", asJSON, beside.String(), out.String())
		}
	}
}
