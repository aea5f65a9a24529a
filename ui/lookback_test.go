package ui

import (
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

func TestDataThatWereTurnedBackAreToldWhenTheWindowOpens(t *testing.T) {
	s := newStandIn()
	s.trouble = &office.JournalTrouble{Said: "Dữ liệu trên máy là bản cũ hơn bản đã ghi lần cuối.", By: "sổ mốc ngoài thư mục dữ liệu"}
	w := open(t, s)
	if w.frame == nil || w.frame.page() != kit.Page(w.frame.own) {
		t.Error("the window does not lead to what is known of the data")
	}
	if !w.desk.News.Visible() {
		t.Error("nothing is said")
	}
}

func TestFilesNewerThanTheJournalAreToldWhenTheWindowOpens(t *testing.T) {
	s := newStandIn()
	s.fresh = []office.Orphan{{Digest: office.DigestOf([]byte("a")), At: time.Now()}}
	w := open(t, s)
	if w.frame == nil || w.frame.page() != kit.Page(w.frame.own) {
		t.Error("the window does not lead to what is known of the data")
	}
}

func TestFilesThatTheVaultHasNotAreToldWhenTheWindowOpens(t *testing.T) {
	for _, dark := range []bool{false, true} {
		s := newStandIn()
		s.gaps = []office.Gap{{Digest: office.DigestOf([]byte("a")), Kind: office.KindConversion, Code: "7K4M-Q2XN-9RT2", Dark: dark}}
		w := open(t, s)
		if w.frame == nil || w.frame.page() != kit.Page(w.frame.own) {
			t.Error("the window does not lead to what is known of the data")
		}
		if said := w.desk.News.Said(); strings.Contains(said, "chưa đọc được") != dark || strings.Contains(said, "không còn") == dark {
			t.Errorf("unread %v, told: %q", dark, said)
		}
	}
}

func TestAnOfficeWhoseKeyIsOwedShowsItBeforeTheDesk(t *testing.T) {
	s := newStandIn()
	s.owed = true
	if w := open(t, s); w.frame != nil {
		t.Error("the desk was reached, and the key can never be shown again")
	}
	s.owed = false
	if w := open(t, s); w.frame == nil || w.frame.now != 0 {
		t.Error("an office that owes nothing is not at its desk")
	}
}
