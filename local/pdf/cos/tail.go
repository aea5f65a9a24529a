package cos

import (
	"cmp"
	"fmt"
	"slices"
)

// Rules of a tail, which is what stands behind a place that was the end of the
// file once:
//   - It is one increment or several. Each byte of one belongs to an object that
//     its own table names at that very place, to the table, its trailer and its
//     ending, or is an end of a line between them; of these there are few.
//   - All of it is written in the forms on which readers agree. In particular no
//     reader has a reason to rebuild its tables; and one that does, as some do for
//     a reference to nothing, finds no other objects in it than the tables name.
//   - Anything else is an ErrLoose. That is not to say that the tail does harm: it
//     says that nobody knows what all readers make of it.

// Tail is what stands behind the end of an older state of the file.
type Tail struct {
	Increments []Increment // the oldest first
}

// Increment is one state of the file on top of another.
type Increment struct {
	Section Section
	Trailer Dict
	Source  []byte // in which the trailer stands
	From    int64  // where the state before ends
	To      int64  // behind the %%EOF, without its line end
	Defined []Defined
	// Freed are objects that were in use. A reader that rebuilds its tables still
	// finds them: they are to be weighed as there and as gone.
	Freed []int
}

// Defined is an object that an increment writes.
type Defined struct {
	Num, Gen int
	In       int   // the object stream in which it stands; 0: in the file itself
	From, To int64 // in the file, or in the unpacked object stream
	Carrier  bool  // an object stream or a stream of cross-references: nothing refers to it
}

// Tail reads what stands behind the first from bytes, which must be a whole
// state of the file. An ErrLoose says that readers may differ on it; any other
// error, that it could not be read.
func (f *File) Tail(from int64) (Tail, error) {
	before, err := f.Until(from)
	if err != nil {
		return Tail{}, f.syntax(err)
	}
	t := tailing{f: f, now: slices.Clone(before.entries), next: before.Next(), trailer: before.Trailer,
		last: before.Sections[0], end: before.End, places: map[int64]bool{}}
	t.packs = packsOf(t.now)
	for _, s := range slices.Backward(f.Sections) {
		if s.At < from {
			continue
		}
		if err := t.increment(s); err != nil {
			return t.tail, fmt.Errorf("the increment with the table at byte %d: %w", s.At, err)
		}
	}
	return t.tail, t.settle(before)
}

// tailing reads the increments of a tail one after the other.
type tailing struct {
	f       *File
	tail    Tail
	now     []entry // as the increments that were read leave them
	packs   map[int]bool
	next    int // the first number that nobody used
	trailer Dict
	last    Section
	end     int64          // of what is accounted for
	places  map[int64]bool // where objects begin
	rows    map[int]entry  // of the increment that is read
}

// packsOf lists the object streams in which an object stands.
func packsOf(entries []entry) map[int]bool {
	packs := map[int]bool{}
	for _, e := range entries {
		if e.kind == packed {
			packs[int(e.at)] = true
		}
	}
	return packs
}

func (t *tailing) increment(s Section) error {
	c, err := t.f.canonical(s.At)
	if err != nil {
		return err
	}
	i := Increment{Section: s, Trailer: c.trailer, Source: c.source, From: t.end}
	if err := t.follows(c); err != nil {
		return err
	}
	if err := t.gather(c); err != nil {
		return err
	}
	if i.Defined, err = t.objects(c); err != nil {
		return err
	}
	if err := t.holds(c); err != nil {
		return err
	}
	i.Freed = t.enter()
	if i.To, err = t.f.strictEnding(t.end, s.At); err != nil {
		return err
	}
	t.end, t.last, t.trailer = i.To, s, c.trailer
	t.tail.Increments = append(t.tail.Increments, i)
	return nil
}

// holds checks that the size of the table holds what it names. PDFBox counts
// what it writes, and nothing older.
func (t *tailing) holds(c canon) error {
	size, is := c.trailer.Get("Size").(Int)
	if !is || size > mostObjects {
		return loose("a table of no sensible size")
	}
	for num, e := range t.rows {
		if e.kind > free && Int(num) >= size {
			return loose("a size that does not hold the objects")
		}
	}
	return nil
}

// follows checks that a section goes on from the one before it.
func (t *tailing) follows(c canon) error {
	root, is := c.trailer.Get("Root").(Ref)
	switch {
	case c.at < t.end:
		return loose("an increment that does not stand behind the one before")
	case c.trailer.Get("Prev") != Int(t.last.At):
		return loose("a table that does not lead to the one before")
	case !is || !t.mayRoot(c, root):
		return loose("another catalog")
	case c.trailer.Get("Encrypt") != nil:
		return loose("an encryption that came later")
	}
	if c.hidden == nil {
		return nil
	}
	if c.hidden.at < t.end || c.hidden.trailer.Get("Encrypt") != nil {
		return loose("a stream beside the table that stands elsewhere")
	}
	if r := c.hidden.trailer.Get("Root"); r != nil && r != root {
		return loose("another catalog")
	}
	return nil
}

// mayRoot tells whether a trailer may name a catalog: the one before, or one that its
// increment writes under a number that nobody used.
func (t *tailing) mayRoot(c canon, root Ref) bool {
	return t.trailer.Get("Root") == root || root.Gen == 0 && t.before(root.Num).kind <= free &&
		slices.ContainsFunc(c.rows, func(r row) bool { return r.num == root.Num && r.kind > free })
}

// gather takes up the rows of a table, and of the stream beside it. The stream
// may fill in what the table calls free, or say the same.
func (t *tailing) gather(c canon) error {
	t.rows = map[int]entry{}
	for _, r := range c.rows {
		if _, twice := t.rows[r.num]; twice {
			return loose("an object that is named twice")
		}
		t.rows[r.num] = r.entry
	}
	if c.hidden == nil {
		return nil
	}
	seen := map[int]bool{}
	for _, r := range c.hidden.rows {
		there, both := t.rows[r.num]
		if seen[r.num] || both && there.kind != free && there != r.entry {
			return loose("an object that is named twice")
		}
		seen[r.num] = true
		if !both || r.kind != free {
			t.rows[r.num] = r.entry
		}
	}
	return nil
}

// before is what the states before the increment say of an object.
func (t *tailing) before(num int) entry {
	if num < len(t.now) {
		return t.now[num]
	}
	return entry{}
}

// enter makes the rows of the increment the state of the file, and lists what is
// no longer in use.
func (t *tailing) enter() (freed []int) {
	for num, e := range t.rows {
		if num == 0 {
			continue
		}
		if num >= len(t.now) {
			t.now = append(t.now, make([]entry, num+1-len(t.now))...)
		}
		if e.kind == free && t.now[num].kind > free {
			freed = append(freed, num)
		}
		t.now[num] = e
		t.next = max(t.next, num+1)
	}
	slices.Sort(freed)
	return freed
}

// settle checks what can be told at the end only.
func (t *tailing) settle(before *File) error {
	if err := t.f.strictGap(t.end, t.f.size, false); err != nil {
		return err
	}
	for num := range max(len(t.now), len(t.f.entries)) {
		a, b := t.before(num), entry{}
		if num > 0 && num < len(t.f.entries) {
			b = t.f.entries[num]
		}
		if num > 0 && a != b && (a.kind > free || b.kind > free) {
			return loose("tables that say something else together")
		}
	}
	if err := t.rebuilt(before.End); err != nil {
		return err
	}
	return t.references(before)
}

// strictGap checks that there are only ends of lines between two places, and
// that a line begins behind them where one has to.
func (f *File) strictGap(from, to int64, begins bool) error {
	if from == to && !begins {
		return nil
	}
	if to < from || to-from > mostGap {
		return loose("bytes that belong to nothing")
	}
	b := make([]byte, to-from+1) // and the byte before
	if err := f.readAt(b, from-1); err != nil {
		return err
	}
	if !isGap(b[1:]) {
		return loose("bytes that belong to nothing")
	}
	if last := b[len(b)-1]; begins && last != '\n' && last != '\r' {
		return loose("something that does not begin on a line")
	}
	return nil
}

// strictEnding reads what follows a trailer: "startxref", the place of the
// table, "%%EOF", each on a line. A writer may give its name in front of them.
func (f *File) strictEnding(at, section int64) (int64, error) {
	const room = 256
	b := make([]byte, min(room, f.size-at))
	if err := f.readAt(b, at); err != nil {
		return 0, err
	}
	p := parser{b: b, whole: true}
	ok := p.gap() && p.lineBegan()
	if ok && p.comment() {
		ok = p.gap()
	}
	ok = ok && p.lineBegan() && p.words("startxref") && p.line()
	n, number := p.plain()
	if !ok || !number || n != section || !p.line() || !p.words("%%EOF") {
		return 0, loose("an increment that does not end as it has to")
	}
	end := at + int64(p.at)
	return end, f.bounded(end)
}

// lineBegan tells whether a line ended just before.
func (p *parser) lineBegan() bool {
	return p.at > 0 && (p.b[p.at-1] == '\n' || p.b[p.at-1] == '\r')
}

// comment goes over the line in which iText names itself.
func (p *parser) comment() bool {
	const most = 100
	from := p.at
	if !p.words("%") {
		return false
	}
	for p.at < len(p.b) && p.at-from < most && p.b[p.at] >= ' ' && p.b[p.at] < 0x7f && p.b[p.at] != '%' {
		p.at++
	}
	return p.line()
}

// objects goes through the bytes of an increment up to its table: each belongs to
// an object that the table names just there.
func (t *tailing) objects(c canon) ([]Defined, error) {
	named, err := t.named(c)
	if err != nil {
		return nil, err
	}
	var all []Defined
	for _, want := range named {
		found, err := t.f.strictItem(want.At)
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", want.Num, err)
		}
		if found.num != want.Num || found.gen != want.gen {
			return nil, loose("another object where the table says")
		}
		if err := t.f.strictGap(t.end, found.from, true); err != nil {
			return nil, err
		}
		t.places[found.from], t.end = true, found.to
		more, err := t.define(c, found)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	if c.self == (Ref{}) {
		if err := t.f.strictGap(t.end, c.at, true); err != nil {
			return nil, err
		}
		t.end = c.end
	}
	if t.end != c.end {
		return nil, loose("objects behind their table")
	}
	return all, t.allPacked(all)
}

// rowOf is a place at which a table names an object.
type rowOf struct {
	Num int
	gen int
	At  int64
}

// named lists where the increment has objects, in the order of the file. Some
// writers do not name a stream of cross-references in itself.
func (t *tailing) named(c canon) ([]rowOf, error) {
	var list []rowOf
	for num, e := range t.rows {
		if err := t.mayBe(num, e); err != nil {
			return nil, err
		}
		if e.kind == plain && e != t.before(num) {
			list = append(list, rowOf{num, int(e.gen), e.at})
		}
	}
	for _, s := range []*canon{&c, c.hidden} {
		if s == nil || s.self.Num == 0 {
			continue
		}
		if e := t.rows[s.self.Num]; e.kind <= free {
			if s.self.Num < t.next {
				return nil, loose("a stream of cross-references under a number that was in use")
			}
			t.rows[s.self.Num] = entry{kind: free}
			list = append(list, rowOf{s.self.Num, 0, s.at})
		} else if e.kind != plain || e.at > s.at || e.at < s.at-int64(len("\r\n")) {
			return nil, loose("a stream of cross-references that names itself elsewhere")
		}
	}
	slices.SortFunc(list, func(a, b rowOf) int { return cmp.Compare(a.At, b.At) })
	return list, nil
}

// mostFirstGen is the generation with which a new object may begin: poppler writes
// 1 where it took a number up, let it go, and took it up again.
const mostFirstGen = 1

// mayBe checks a row against what was there before.
func (t *tailing) mayBe(num int, e entry) error {
	old := t.before(num)
	switch {
	case num == 0:
		if e.kind != free {
			return loose("an object without a number")
		}
	case e == old || e.kind == free:
		if e.kind == free && t.packs[num] {
			return loose("an object stream that is taken away")
		}
	case t.packs[num]:
		return loose("another object in the place of an object stream")
	case e.kind == plain && old.kind == plain && e.gen != old.gen, e.kind == plain && old.kind != plain && e.gen > mostFirstGen:
		return loose("an object of another generation")
	}
	return nil
}

// define lists an object of the file, and what stands in it where it is an
// object stream.
func (t *tailing) define(c canon, found placed) ([]Defined, error) {
	self := Defined{Num: found.num, Gen: found.gen, From: found.from, To: found.to}
	kind, err := t.kindOf(found)
	if err != nil {
		return nil, err
	}
	switch {
	case kind == "XRef":
		if err := t.echoes(c, found); err != nil {
			return nil, err
		}
	case kind != "ObjStm":
		return []Defined{self}, nil
	}
	if self.Carrier = true; t.before(found.num).kind > free {
		return nil, loose("an object that becomes a stream of objects")
	}
	if kind == "XRef" {
		return []Defined{self}, nil
	}
	inside, err := t.f.strictPack(found.item)
	if err != nil {
		return nil, err
	}
	for index, d := range inside {
		if t.rows[d.Num] != (entry{at: int64(found.num), gen: int32(index), kind: packed}) {
			return nil, loose("an object in an object stream that the table does not name")
		}
		inside[index].In = found.num
	}
	t.packs[found.num] = true
	return append(inside, self), nil
}

// echoes checks a stream of cross-references. PDFBox writes one beside a table, and
// no reader follows it; one that rebuilds its tables may: it says nothing that the
// table does not.
func (t *tailing) echoes(c canon, found placed) error {
	if d := found.item.Value.(Dict); d.Get("Root") != c.trailer.Get("Root") || d.Get("Encrypt") != nil {
		return loose("a stream of cross-references with another catalog")
	}
	if found.num == c.self.Num || c.hidden != nil && found.num == c.hidden.self.Num {
		return nil
	}
	beside, err := t.f.canonicalStream(found.item.At)
	if err != nil {
		return err
	}
	if prev := beside.trailer.Get("Prev"); prev != c.trailer.Get("Prev") {
		return loose("a stream beside a table that leads elsewhere")
	}
	for _, r := range beside.rows {
		if r.kind > free && t.rows[r.num] != r.entry {
			return loose("a stream beside a table that says something else")
		}
	}
	return nil
}

// Hides tells whether the stream beside a table (/XRefStm) names objects that the
// table does not: old readers do not see those.
func (f *File) Hides(s Section) bool {
	if !s.Hybrid {
		return false
	}
	c, err := f.canonical(s.At)
	if err != nil || c.hidden == nil {
		return true
	}
	told := map[int]entry{}
	for _, r := range c.rows {
		told[r.num] = r.entry
	}
	for _, r := range c.hidden.rows {
		if r.kind > free && told[r.num] != r.entry {
			return true
		}
	}
	return false
}

// kindOf is the /Type of an object that carries others. A dictionary without
// bytes cannot.
func (t *tailing) kindOf(found placed) (Name, error) {
	d, is := found.item.Value.(Dict)
	if !is {
		return "", nil
	}
	v, err := t.f.Value(d.Get("Type"))
	if err != nil {
		return "", t.f.syntax(err)
	}
	kind, _ := v.(Name)
	carries := kind == "XRef" || kind == "ObjStm"
	if carries && !found.streams() || !carries && d.Get("Type") != nil && v == nil {
		return "", loose("an object of no sure kind")
	}
	return kind, nil
}

// allPacked checks that what the table says to stand in an object stream does.
func (t *tailing) allPacked(all []Defined) error {
	found := 0
	for _, d := range all {
		if d.In > 0 {
			found++
		}
	}
	for num, e := range t.rows {
		if e.kind == packed && e != t.before(num) {
			found--
		}
	}
	if found != 0 {
		return loose("an object that is not in its object stream")
	}
	return nil
}
