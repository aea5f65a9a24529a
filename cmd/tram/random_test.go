package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// partings are how often a clerk leaves their work in this test: TRAM_PARTINGS, else few.
func partings(t *testing.T) int {
	const few = 10
	n, err := strconv.Atoi(os.Getenv("TRAM_PARTINGS"))
	if err != nil {
		return few
	}
	return n
}

// TestNothingIsLostWheneverAClerkLeaves lets a clerk do whatever comes to mind at both
// desks, leave it at any moment in any way, and come back. What stood on the screen then
// must be on record, and what is on record must be what the screen says.
func TestNothingIsLostWheneverAClerkLeaves(t *testing.T) {
	seed := uint64(os.Getpid())
	if given, err := strconv.ParseUint(os.Getenv("TRAM_SEED"), 10, 64); err == nil {
		seed = given
	}
	w := &wanderer{sitting: newSitting(t), dice: rand.New(rand.NewPCG(seed, 7))}
	w.files = w.pages(4)
	defer func() {
		if t.Failed() {
			t.Logf("TRAM_SEED=%d; done of late: %s", seed, strings.Join(w.done[max(0, len(w.done)-60):], ", "))
		}
		t.Logf("%d deeds, %d partings: %v", len(w.done), w.left, w.ways)
	}()
	w.ways = map[string]int{}
	w.message()
	for w.left < partings(t) && !t.Failed() {
		for range 1 + w.dice.IntN(6) {
			w.act()
		}
		w.part()
	}
}

// wanderer is that clerk, and what must be there.
type wanderer struct {
	*sitting
	dice  *rand.Rand
	files []string // of pages
	left  int
	ways  map[string]int // of leaving
	done  []string       // all deeds, for whoever reads a failure
	of    office.ID      // the draft on the desk; empty: none
	paper bool           // it is a data message that becomes paper
}

func (w *wanderer) note(format string, args ...any) {
	w.done = append(w.done, fmt.Sprintf(format, args...))
}

// some lets what is under way end, or not.
func (w *wanderer) some() {
	if w.dice.IntN(2) == 0 {
		kit.Settle()
		w.note("~")
	}
}

// typable are the fields of a desk that the clerk types into, and words for each.
var typable = map[string]func(*rand.Rand) string{
	"Số":        func(d *rand.Rand) string { return strconv.Itoa(d.IntN(900)) },
	"Ký hiệu":   func(d *rand.Rand) string { return []string{"QĐ-UBND", "CV-VP", "", "TB-UBND"}[d.IntN(4)] },
	"Trích yếu": func(d *rand.Rand) string { return fmt.Sprintf("Về việc kiện toàn tổ số %d", d.IntN(1000)) },
	"Cơ quan":   func(d *rand.Rand) string { return fmt.Sprintf("Ủy ban nhân dân xã %d", d.IntN(100)) },
	"Ngày":      func(d *rand.Rand) string { return fmt.Sprintf("%02d/%02d/2026", 1+d.IntN(28), 1+d.IntN(11)) },
}

// act does one thing.
func (w *wanderer) act() {
	if w.of == "" {
		w.beginSome()
		return
	}
	switch n := w.dice.IntN(20); {
	case n < 6:
		names := slices.Sorted(maps.Keys(typable))
		name := names[w.dice.IntN(len(names))]
		text := typable[name](w.dice)
		w.write(name, text)
		w.note("%s=%q", name, text)
	case n < 8:
		w.choose()
	case n < 11:
		w.undo()
	case w.paper:
		w.onPaper()
	default:
		w.onPages()
	}
	w.some()
}

// choose takes something of a list.
func (w *wanderer) choose() {
	if w.dice.IntN(2) == 0 {
		w.field("Độ mật").(*kit.Select).SetSelected("Thường")
		w.note("Thường")
		return
	}
	kind := w.field("Loại").(*kit.Choice)
	w.write("Loại", []string{"Quyết định", "Công văn", "Thông báo"}[w.dice.IntN(3)])
	w.app.Window.Canvas().Unfocus()
	w.note("Loại=%q", kind.Text)
}

// undo takes back or does again, by the keys; the words must be ones that stood there.
func (w *wanderer) undo() {
	key := []fyne.KeyName{fyne.KeyZ, fyne.KeyZ, fyne.KeyY}[w.dice.IntN(3)]
	kit.Settle()
	w.hand.With(fyne.KeyModifierControl, key)
	w.note("Ctrl+%s", key)
}

// onPaper does what only a data message is typable.
func (w *wanderer) onPaper() {
	switch w.dice.IntN(4) {
	case 0:
		w.write("Hệ thống", fmt.Sprintf("Hệ thống quản lý văn bản %d", w.dice.IntN(50)))
	case 1:
		w.write("Chủ quản", fmt.Sprintf("Ủy ban nhân dân tỉnh %d", w.dice.IntN(50)))
	case 2:
		var ticks []*kit.Check
		for _, o := range w.things() {
			if c, is := o.Object.(*kit.Check); is && slices.Contains([]string{"Khởi tạo", "Gửi", "Nhận", "Lưu trữ"}, c.Text) {
				ticks = append(ticks, c)
			}
		}
		tick := ticks[w.dice.IntN(len(ticks))]
		tick.SetChecked(!tick.Checked)
		w.note("tick %s", tick.Text)
		return
	default:
		if b := w.button("Hệ thống của cơ quan"); b != nil {
			test.Tap(b)
		}
	}
	w.note("systems")
}

// onPages does something to the pages of a paper, or looks at them.
func (w *wanderer) onPages() {
	switch n := w.dice.IntN(10); {
	case n < 3:
		w.look()
	case n < 8:
		word := []string{"Xoay trái", "Xoay phải", "Lên", "Xuống", "Bỏ trang"}[w.dice.IntN(5)]
		kit.Settle()
		if b := w.button(word); b != nil && (word != "Bỏ trang" || len(w.lie(w.of)) > 1) {
			test.Tap(b)
			w.note("%s", word)
		}
	case n == 8:
		for _, o := range w.things() {
			if v, is := o.Object.(*kit.SheetView); is && v.OnMark != nil {
				v.OnMark(10+float64(w.dice.IntN(150)), 10+float64(w.dice.IntN(250)), true)
				w.note("mark")
			}
		}
	default:
		if len(w.lie(w.of)) < 5 {
			w.app.Window.Drop(w.files[w.dice.IntN(len(w.files))])
			w.note("drop")
		}
		kit.Settle()
	}
}

// look pages on as far as there is something to see.
func (w *wanderer) look() {
	w.app.Window.Canvas().Unfocus()
	w.hand.Pause = time.Duration(w.dice.IntN(3)) * kit.Dwell / 2
	for range 1 + w.dice.IntN(8) {
		w.hand.Press(fyne.KeyPageDown)
	}
	w.hand.Pause = 0
	w.note("look")
}

// beginSome begins a paper, or goes on with something that waits.
func (w *wanderer) beginSome() {
	kit.Settle()
	if w.dice.IntN(3) == 0 {
		w.goTo("In chuyển đổi")
		kit.Settle()
		if w.button("Danh sách") != nil {
			w.press("Danh sách")
			kit.Settle()
		}
		w.openRow(w.messages(), true)
		return
	}
	w.goTo("Số hóa")
	kit.Settle()
	if w.button("Để sau") != nil {
		w.press("Để sau")
		kit.Settle()
	}
	if all := w.waiting(); len(all) > 5 || len(all) > 0 && w.dice.IntN(2) == 0 {
		w.openRow(all, false)
		return
	}
	w.app.Window.Drop(w.files[:1+w.dice.IntN(4)]...)
	kit.Settle()
	w.paper, w.of = false, w.drafts()[0].ID
	w.note("new %s", short(w.of))
}

func short(id office.ID) string { return string(id[len(id)-4:]) }

// openRow opens one of the list in front: it must come back as it is on record.
func (w *wanderer) openRow(ids []office.ID, paper bool) {
	w.app.Window.Content().Refresh()
	for _, o := range w.things() {
		l, is := o.Object.(*kit.List)
		if !is || l.Length() != len(ids) {
			continue
		}
		i := w.dice.IntN(len(ids))
		l.Select(i)
		kit.Settle()
		w.of, w.paper = ids[i], paper
		w.note("open %s", short(w.of))
		w.alike("opened")
		return
	}
	w.t.Fatalf("no list of %d is there:\n%s", len(ids), w.said())
}

// ticksAreSaved is by when the tick of a page is on record that lay whole before the clerk
// as soon as its document was opened.
const ticksAreSaved = 10 * time.Second

// alike compares the screen with the record while all is at rest.
func (w *wanderer) alike(when string) {
	w.t.Helper()
	shown, told := w.shows(), w.tells(w.of, w.paper)
	for by := time.Now().Add(ticksAreSaved); shown != told && unseen(shown) == unseen(told) && time.Now().Before(by); {
		time.Sleep(50 * time.Millisecond)
		kit.Settle()
		shown, told = w.shows(), w.tells(w.of, w.paper)
	}
	if shown != told {
		w.t.Errorf("%s %s the screen says\n%s, the record\n%s", when, short(w.of), shown, told)
	}
	w.agrees()
}

func (w *wanderer) waiting() (ids []office.ID) {
	for _, d := range w.drafts() {
		ids = append(ids, d.ID)
	}
	return ids
}

// shows is all that the form in front shows, and how many of the pages bear a tick.
func (w *wanderer) shows() string {
	w.app.Window.Content().Refresh()
	things := w.things()
	var b strings.Builder
	for _, name := range append(slices.Sorted(maps.Keys(typable)), "Độ mật", "Loại") {
		for _, field := range fields(things, name) {
			fmt.Fprintf(&b, "%s: %s\n", name, kit.Typed(stands(field)))
		}
	}
	owners := fields(things, "Chủ quản")
	if len(owners) == 0 {
		fmt.Fprintf(&b, "seen: %d\n", flags(things))
		return b.String()
	}
	for i, name := range fields(things, "Hệ thống") {
		fmt.Fprintf(&b, "%s / %s\n", stands(name), stands(owners[i]))
	}
	return b.String()
}

// flags counts the pages that the column tells as seen.
func flags(things []kittest.Thing) (n int) {
	for _, o := range things {
		if l, is := o.Object.(*widget.Label); is && l.Text == "đã xem" {
			n++
		}
	}
	return n
}

// tells is the same as shows, of what is on record.
func (w *wanderer) tells(id office.ID, paper bool) string {
	c := w.record(id)
	d := c.Document
	kind := ""
	for _, t := range w.s.Types() {
		if t.Code == d.Type {
			kind = t.Name
		}
	}
	says := map[string]string{"Số": d.Number, "Ký hiệu": d.Symbol, "Trích yếu": d.Subject, "Cơ quan": d.Issuer, "Ngày": kit.Day(d.Issued)}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(typable)) {
		fmt.Fprintf(&b, "%s: %s\n", name, says[name])
	}
	fmt.Fprintf(&b, "Độ mật: %s\nLoại: %s\n", kit.Capital(d.Secrecy.Name()), kind)
	if !paper {
		fmt.Fprintf(&b, "seen: %d\n", len(among(w.lie(id), c.Viewed)))
		return b.String()
	}
	var rows []string
	for _, s := range c.Message.Systems {
		if row := fmt.Sprintf("%s / %s\n", s.Name, s.Owner); !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		rows = []string{" / \n"}
	}
	return b.String() + strings.Join(rows, "")
}

func among(pages []office.Page, ids []office.ID) (found []office.Page) {
	for _, p := range pages {
		if slices.Contains(ids, p.ID) {
			found = append(found, p)
		}
	}
	return found
}

// lie is how the pages of a draft lie.
func (w *wanderer) lie(id office.ID) []office.Page {
	w.t.Helper()
	pages, err := w.s.Pages(context.Background(), id)
	w.must(err)
	return pages
}

// agrees compares the law's list in front with what is on record.
func (w *wanderer) agrees() {
	w.t.Helper()
	ctx := context.Background()
	conditions, err := w.s.Conditions(ctx, w.of)
	if w.paper {
		var now office.OnPaper
		now, err = w.s.OnPaper(ctx, w.of, nil)
		conditions = now.Conditions
	}
	w.must(err)
	met, want := 0, []string{}
	for _, c := range conditions {
		want = append(want, c.Asks)
		if c.Met == office.IsMet {
			met++
		}
	}
	if i := slices.IndexFunc(conditions, func(c office.Condition) bool { return c.Met == office.IsMissed }); i >= 0 {
		want = append(want, conditions[i].Evidence, conditions[i].Next)
	}
	want = append(want, fmt.Sprintf("%d/%d đã đủ", met, len(conditions)))
	if lacking := w.lacks(want); len(lacking) > 0 {
		w.t.Errorf("the list of %s does not say %q:\n%s", short(w.of), lacking, w.said())
	}
}

// part leaves the work, in any of the ways in which one can, looks that nothing is lost,
// and comes back to it.
func (w *wanderer) part() {
	if w.of == "" {
		return
	}
	if w.left++; w.left%25 == 0 {
		w.t.Logf("%d partings", w.left)
	}
	id, paper, shown, pages := w.of, w.paper, w.shows(), w.lie(w.of)
	going := w.takesAway()
	ways := map[string]func(){
		"cross": w.again,
		"place": w.elsewhere,
		"aside": func() {
			if paper {
				w.press("Danh sách")
			} else {
				w.press("Để sau")
			}
		},
	}
	names := []string{"cross", "place", "aside"}
	way := names[w.dice.IntN(len(names))]
	w.note("LEAVE %s by %s", short(id), way)
	w.ways[way]++
	ways[way]()
	if w.dice.IntN(3) > 0 {
		kit.Settle()
	}
	if way != "cross" && w.dice.IntN(3) == 0 {
		w.note("then cross")
		w.again()
	}
	kit.Settle()
	now := w.tells(id, paper)
	if going { // a page that the clerk took away a moment before
		now, shown = unseen(now), unseen(shown)
	}
	if now != shown {
		w.t.Errorf("left by %s, the screen said of %s\n%s, the record says\n%s", way, short(id), shown, now)
	}
	if !paper && len(w.lie(id)) < len(pages) && !going {
		w.t.Errorf("%d pages were there, %d are", len(pages), len(w.lie(id)))
	}
	w.of = ""
	if stays := way == "place" && w.dice.IntN(2) == 0; stays {
		w.back(id, paper)
	}
}

// takesAway tells whether a page may be going still: it was taken away, and nothing was
// waited for since.
func (w *wanderer) takesAway() bool {
	for _, deed := range slices.Backward(w.done) {
		if deed == "~" || deed == "Bỏ trang" {
			return deed == "Bỏ trang"
		}
	}
	return false
}

// unseen is what a screen or a record says but for the pages looked at.
func unseen(said string) string {
	before, after, _ := strings.Cut(said, "seen: ")
	_, after, _ = strings.Cut(after, "\n")
	return before + after
}

// elsewhere goes to any other place.
func (w *wanderer) elsewhere() {
	var doors []*kit.Place
	for _, o := range w.things() {
		if d, is := o.Object.(*kit.Place); is && !slices.Contains([]string{"Số hóa", "In chuyển đổi", "Tìm mọi nơi"}, d.Word) {
			doors = append(doors, d)
		}
	}
	test.Tap(doors[w.dice.IntN(len(doors))])
}

// back returns to the desk that was left with its document.
func (w *wanderer) back(id office.ID, paper bool) {
	place := "Số hóa"
	if paper {
		place = "In chuyển đổi"
	}
	w.goTo(place)
	kit.Settle()
	if w.button("Hoàn thành số hóa") == nil && w.button("Làm bản in") == nil {
		return // the program was begun anew meanwhile
	}
	w.of, w.paper = id, paper
	w.alike("back at")
}

// message brings two data messages in, which become paper.
func (w *wanderer) message() {
	clerks, err := w.s.Clerks(context.Background())
	w.must(err)
	for _, path := range w.pages(2) {
		_, err := w.s.ImportMessage(context.Background(), office.MessageOrder{Path: path, Clerk: clerks[0], Form: office.Plain}, nil)
		w.must(err)
	}
}
