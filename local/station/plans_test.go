package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// plan has the office write its first plan, and have it approved.
func (d *desk) plan(t *testing.T) office.Sheet {
	t.Helper()
	answers := d.FirstPlan()
	answers["approver"], answers["number"], answers["approved"], answers["review"] = "Lê Thị Mẫu", "15/QĐ-UBND", "2026-11-02", "2090-11-02"
	sheet, err := d.KeepSheet(t.Context(), "phuong-an", staff[0], office.Sheet{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	if sheet, err = d.MoveSheet(t.Context(), "phuong-an", staff[0], sheet.ID, "approve"); err != nil {
		t.Fatal(err)
	}
	return sheet
}

// TestThePlanIsTakenWhereTheProgramIsNotWholeOrNotAtAll exports it to a folder, and to one
// that is there.
func TestThePlanIsTakenWhereTheProgramIsNotWholeOrNotAtAll(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	stick := t.TempDir()
	to := filepath.Join(stick, "phuong-an")
	if err := d.ExportPlan(ctx, to); !errors.Is(err, NoPlan) {
		t.Fatalf("without one: %v", err)
	}
	if w := d.waits(t, "plan"); w.Count != 0 {
		t.Errorf("on the first day it is told %d times that there is none", w.Count)
	}
	d.clock = later{d.clock, 24 * time.Hour}
	if w := d.waits(t, "plan"); w.Count != 1 {
		t.Errorf("that there is none is told %d times", w.Count)
	}
	d.plan(t)
	if w := d.waits(t, "plan"); w.Count != 0 {
		t.Errorf("it waits for ever: %+v", w)
	}
	if err := d.ExportPlan(ctx, to); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(to, "phuong-an.html"))
	if err != nil || !strings.Contains(string(page), "Rút dây mạng và USB") {
		t.Errorf("the page: %v", err)
	}
	if pdf, err := os.ReadFile(filepath.Join(to, "phuong-an.pdf")); err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Errorf("the paper: %v", err)
	}
	if err := d.ExportPlan(ctx, to); !errors.Is(err, FileExists) {
		t.Errorf("over one that is there: %v", err)
	}
	if left, err := os.ReadDir(stick); err != nil || len(left) != 1 {
		t.Errorf("there lie %v, %v", left, err)
	}
}

// TestWhatARestoreTookStandsInThePlan notes two, the later one first.
func TestWhatARestoreTookStandsInThePlan(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.plan(t)
	at := time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)
	for i, took := range []time.Duration{93 * time.Second, 400 * time.Second} {
		if err := d.MeasuredRecovery(ctx, "diễn tập", office.Recovered{At: at.AddDate(0, 0, -i), Took: took, Records: 1200, From: "E:"}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := d.PlanSections(ctx)
	if err != nil {
		t.Fatal(err)
	}
	said := all[len(all)-1].Lines
	if !slices.Contains(said, "Lấy lại thử lúc 10:00 28/11/2026 từ E:: 1200 hồ sơ trong 93 giây.") || strings.Contains(strings.Join(said, " "), "400") {
		t.Errorf("told %q", said)
	}
}
