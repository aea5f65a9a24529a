package pages

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

type wished struct {
	wish  office.Retouching
	pages []office.ID
}

func bar(t *testing.T) (*Bar, *[]wished) {
	test.NewTempApp(t)
	b := New(kit.NewDesk(context.Background(), test.NewTempWindow(t, nil)))
	var told []wished
	b.OnWish = func(wish office.Retouching, pages []office.ID) { told = append(told, wished{wish, pages}) }
	return b, &told
}

func TestTheBarWishesForThePageInViewOrForAll(t *testing.T) {
	b, told := bar(t)
	if b.Content.Visible() {
		t.Error("it shows with no page")
	}
	list := []office.Page{{ID: "a"}, {ID: "b", Retouch: office.Retouch{Straightened: 1.25, Lightened: true}}, {ID: "c", Tone: office.LineartTone}}
	b.Show(list, 1)
	if b.wishes.Visible() {
		t.Error("what can be wished for takes room unasked")
	}
	test.Tap(&b.fold.Button)
	if !b.wishes.Visible() {
		t.Error("what can be wished for does not show")
	}
	test.Tap(&b.acts[1].Button)
	test.Tap(&b.scanned.Button)
	b.all.SetChecked(true)
	test.Tap(&b.acts[2].Button)
	want := []wished{{office.Straighten, []office.ID{"b"}}, {office.AsScanned, []office.ID{"b"}}, {office.Crop, []office.ID{"a", "b", "c"}}}
	if fmt.Sprint(*told) != fmt.Sprint(want) {
		t.Errorf("it wished for %v", *told)
	}
	if !b.choice.Visible() || b.said.Text != "làm thẳng 1,25°, làm sáng nền" {
		t.Errorf("of the page in view it says %q", b.said.Text)
	}
	b.all.SetChecked(false)
	b.Show(list, 2)
	if b.choice.Visible() || !b.acts[3].Disabled() {
		t.Error("a page in black and white is offered what it cannot have")
	}
}

func TestKeysStandForWishes(t *testing.T) {
	b, told := bar(t)
	b.Show([]office.Page{{ID: "a", Retouch: office.Retouch{Cropped: true, Aside: true}}}, 0)
	for _, key := range []fyne.KeyName{fyne.KeyX, fyne.KeyT, fyne.KeyG, fyne.KeyS, fyne.KeyM} {
		if !b.Key(key) {
			t.Errorf("%s stands for nothing", key)
		}
	}
	var wishes []office.Retouching
	for _, w := range *told {
		wishes = append(wishes, w.wish)
	}
	if !slices.Equal(wishes, []office.Retouching{office.Upright, office.Straighten, office.Crop, office.Lighten, office.AsRetouched}) {
		t.Errorf("they stand for %v", wishes)
	}
	if b.Key(fyne.KeyQ) {
		t.Error("another key stands for something")
	}
}

func TestASideIsDroppedOnlyInView(t *testing.T) {
	b, told := bar(t)
	list := []office.Page{{ID: "a"}, {ID: "b", Blank: office.Yes}, {ID: "c", Blank: office.Yes, BlankKept: true}, {ID: "d", Blank: office.Yes}}
	b.Show(list, 3)
	if !b.blank.content.Visible() || b.blank.drop.Text != "Bỏ trang 4" || b.blank.keepAll.Text != "Giữ cả 2" {
		t.Errorf("it asks %q: %q, %q", b.blank.words.Text, b.blank.drop.Text, b.blank.keepAll.Text)
	}
	test.Tap(&b.blank.drop.Button)
	test.Tap(&b.blank.keepAll.Button)
	want := []wished{{office.DropBlank, []office.ID{"d"}}, {office.KeepBlank, []office.ID{"b", "d"}}}
	if fmt.Sprint(*told) != fmt.Sprint(want) {
		t.Errorf("it wished for %v", *told)
	}
	b.Show(list, 0)
	if b.blank.drop.Visible() || !b.blank.keepAll.Visible() {
		t.Error("a page with writing can be dropped as blank")
	}
	b.Show(list[:1], 0)
	if b.blank.content.Visible() {
		t.Error("it asks about nothing")
	}
}

func TestHowAWishEndedIsToldInItsParts(t *testing.T) {
	said := Told(office.Straighten, office.RetouchTold{Changed: []office.ID{"a", "b"}, Fine: []office.ID{"c"}, Untold: []office.ID{"d"}})
	if said != "Đã làm thẳng 2 trang. 1 trang không phải làm gì. 1 trang không đo được từ hình, để nguyên." {
		t.Errorf("it is told as %q", said)
	}
}
