package convert

import (
	"context"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

func TestTheListFollowsWordsThatAreNotSavedYet(t *testing.T) {
	d := newOffice(t)
	ctx := context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	pages, err := d.Pages(c.ID)
	check(t, err)
	before, err := d.Records.Conversion(ctx, c.ID)
	check(t, err)
	c.PaperPages, c.Viewed = len(pages), []office.ID{pages[0].ID, pages[1].ID}
	list, err := d.Weigh(ctx, c)
	check(t, err)
	if err := firstMissing(list); err != nil {
		t.Errorf("all is on the desk, and yet: %v", err)
	}
	after, err := d.Records.Conversion(ctx, c.ID)
	check(t, err)
	if after.Version != before.Version {
		t.Error("weighing wrote to the record")
	}
	saved, err := d.Conditions(ctx, c.ID)
	check(t, err)
	if firstMissing(saved) == nil {
		t.Error("what was not saved counts for the record")
	}
}

func TestHowFarTheCheckingHasComeIsSavedWithTheWords(t *testing.T) {
	d := newOffice(t)
	ctx := context.Background()
	c := draftWith(t, d, samplePages(t, "1", "2"))
	pages, err := d.Pages(c.ID)
	check(t, err)
	c.PaperPages, c.Viewed = 2, []office.ID{pages[0].ID}
	_, err = d.Describe(ctx, c)
	check(t, err)
	again, err := d.Resume(ctx, c.ID)
	check(t, err)
	if again.PaperPages != 2 || len(again.Viewed) != 1 || again.State != office.Draft {
		t.Errorf("resumed with count %d, %d pages seen, %s", again.PaperPages, len(again.Viewed), again.State)
	}
	checked, err := d.Check(ctx, c.ID, []office.ID{pages[0].ID, pages[1].ID}, 2)
	check(t, err)
	checked.Document.Subject = "Về việc khác"
	if checked, err = d.Describe(ctx, checked); err != nil || checked.State != office.Checked {
		t.Errorf("other words undid the check: %s, %v", checked.State, err)
	}
	checked.PaperPages = 3
	if checked, err = d.Describe(ctx, checked); err != nil || checked.State != office.Draft {
		t.Errorf("another count left it %s, %v", checked.State, err)
	}
}

func TestTryingAPlaceForTheMarkMovesNothing(t *testing.T) {
	d := newOffice(t)
	ctx := context.Background()
	c := draftWith(t, d, samplePages(t, "1"))
	was, err := d.Mark(ctx, c.ID)
	check(t, err)
	tried, err := d.TryMark(ctx, c.ID, 20, 250)
	check(t, err)
	if tried.Mark.Spot == was.Mark.Spot {
		t.Fatal("no other place is free on the sample page")
	}
	is, err := d.Mark(ctx, c.ID)
	check(t, err)
	if is.Mark.Spot != was.Mark.Spot {
		t.Error("trying moved the mark")
	}
	moved, err := d.MoveMark(ctx, c.ID, 20, 250)
	check(t, err)
	if moved.Mark.Spot != tried.Mark.Spot {
		t.Errorf("shown at %+v, landed at %+v", tried.Mark.Spot, moved.Mark.Spot)
	}
}

func TestADocumentOfTomorrowIsToldAndKeepsNobodyFromTheAct(t *testing.T) {
	d := newOffice(t)
	today := d.Clock.Now().In(office.VietNam)
	c := draftWith(t, d, samplePages(t, "1"))
	c.PaperPages, c.Viewed = 1, viewAll(t, d, c.ID)
	for day, told := range map[string]bool{
		"": false, "1945-09-02": false, today.Format(time.DateOnly): false,
		today.AddDate(0, 0, 1).Format(time.DateOnly): true, today.AddDate(10, 0, 0).Format(time.DateOnly): true,
	} {
		c.Document.Issued = day
		list, err := d.Weigh(context.Background(), c)
		check(t, err)
		is := slices.ContainsFunc(list, func(k office.Condition) bool { return k.Point == "Ngày văn bản" && k.Doubts() && k.Next != "" })
		if is != told || firstMissing(list) != nil {
			t.Errorf("%q: told %v, kept from the act: %v", day, is, firstMissing(list))
		}
	}
}
