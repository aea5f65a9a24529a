package cos

import "errors"

// mostHeld is how many bytes of unpacked object streams are kept for the next
// question.
const mostHeld = 32 << 20

// pack is an object stream, unpacked.
type pack struct {
	body    []byte
	numbers []int
	places  []int
}

// inPack reads an object out of an object stream.
func (f *File) inPack(num, in, index int) (Item, error) {
	p, err := f.pack(in)
	if err != nil {
		return Item{}, err
	}
	if index < 0 || index >= len(p.numbers) || p.numbers[index] != num {
		return Item{}, errors.New("another object stands in the object stream")
	}
	s := parser{b: p.body, at: p.places[index], whole: true}
	v, err := s.value(0)
	if err != nil {
		return Item{}, err
	}
	if _, is := v.(keyword); is {
		return Item{}, errors.New("no value in the object stream")
	}
	return Item{Value: v, Source: p.body, At: -1}, nil
}

// pack unpacks an object stream, or remembers it.
func (f *File) pack(num int) (*pack, error) {
	if p := f.packs[num]; p != nil {
		return p, nil
	}
	if num <= 0 || num >= len(f.entries) || f.entries[num].kind != plain {
		return nil, errors.New("no object stream")
	}
	if f.packing {
		return nil, errors.New("an object stream that needs another one to be read")
	}
	f.packing = true
	defer func() { f.packing = false }()
	item, err := f.Item(num)
	if err != nil {
		return nil, err
	}
	d, _ := item.Value.(Dict)
	if d.Get("Type") != Name("ObjStm") || item.Stream == 0 {
		return nil, errors.New("no object stream")
	}
	body, err := f.Unpacked(item, mostUnpacked)
	if err != nil {
		return nil, err
	}
	if err := f.spend(len(body)); err != nil {
		return nil, err
	}
	if Twice(d) {
		return nil, ErrAmbiguous
	}
	p, err := openPack(d, body)
	if err != nil {
		return nil, err
	}
	if f.held += len(body); f.held > mostHeld {
		clear(f.packs)
		f.held = len(body)
	}
	f.packs[num] = p
	return p, nil
}

// openPack reads the numbers and places at the head of an object stream.
func openPack(d Dict, body []byte) (*pack, error) {
	n, a := d.Get("N").(Int)
	first, b := d.Get("First").(Int)
	if !a || !b || n < 0 || n > mostObjects || first < 0 || int64(first) > int64(len(body)) {
		return nil, errors.New("an object stream without a sensible head")
	}
	p := &pack{body: body}
	s := parser{b: body[:first], whole: true}
	for range n {
		s.skip()
		num, err := s.value(0)
		if err != nil {
			return nil, err
		}
		at, err := s.value(0)
		if err != nil {
			return nil, err
		}
		number, a := num.(Int)
		place, b := at.(Int)
		if !a || !b || number <= 0 || number > mostObjects || place < 0 || int64(place) >= int64(len(body))-int64(first) {
			return nil, errors.New("an object stream with a broken head")
		}
		p.numbers = append(p.numbers, int(number))
		p.places = append(p.places, int(first)+int(place))
	}
	return p, nil
}

// strictPack reads an object stream of which each byte belongs to an object, or
// is a space between two.
func (f *File) strictPack(item Item) ([]Defined, error) {
	d := item.Value.(Dict)
	n, a := d.Get("N").(Int)
	first, b := d.Get("First").(Int)
	if !a || !b || n < 1 || n > mostObjects || first < 1 || d.Get("Extends") != nil {
		return nil, loose("an object stream without a sensible head")
	}
	body, err := f.strictBytes(item)
	if err != nil {
		return nil, err
	}
	if int64(first) > int64(len(body)) {
		return nil, loose("an object stream without a sensible head")
	}
	inside, err := strictHead(body[:first], int(n), len(body)-int(first))
	if err != nil {
		return nil, err
	}
	for i := range inside {
		to := len(body)
		if i+1 < len(inside) {
			to = int(first) + int(inside[i+1].From)
		}
		if err := inside[i].within(body[:to], int(first)); err != nil {
			return nil, err
		}
	}
	return inside, nil
}

// strictHead reads so many pairs of a number and a place. The places rise, from
// the first byte on.
func strictHead(head []byte, n, room int) (inside []Defined, err error) {
	p := parser{b: head, whole: true}
	seen := map[int64]bool{}
	last := int64(-1)
	for range n {
		num, a := p.plain()
		between := p.spaces()
		place, b := p.plain()
		if !a || !between || !b || num == 0 || num >= mostObjects || seen[num] || place <= last || place >= int64(room) {
			return nil, loose("an object stream with an odd head")
		}
		seen[num], last = true, place
		inside = append(inside, Defined{Num: int(num), From: place})
		p.spaces()
	}
	if p.at != len(head) {
		return nil, loose("an object stream with more in its head")
	}
	if inside[0].From != 0 {
		return nil, loose("an object stream with something before its objects")
	}
	return inside, nil
}

// spaces goes over one space or several.
func (p *parser) spaces() bool {
	from := p.at
	for p.at < len(p.b) && IsSpace(p.b[p.at]) && p.b[p.at] != 0 {
		p.at++
	}
	return p.at > from && p.at-from <= mostGap
}

// within reads the object in its object stream, up to where the next one begins.
func (d *Defined) within(b []byte, first int) error {
	p := parser{b: b, at: first + int(d.From), whole: true, strict: true}
	d.From = int64(p.at)
	if p.at > first && isRegular(b[p.at-1]) && isRegular(b[p.at]) {
		return loose("two objects of an object stream in one word")
	}
	_, err := p.direct()
	d.To = int64(p.at)
	if p.spaces(); err == nil && p.at != len(b) {
		err = loose("bytes between the objects of an object stream")
	}
	return p.verdict(atLast(err))
}
