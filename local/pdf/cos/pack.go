package cos

import "errors"

// mostHeld is how many bytes of unpacked object streams are kept for the next
// question.
const mostHeld = 64 << 20

// pack is an object stream, unpacked.
type pack struct {
	body    []byte
	numbers []int
	places  []int
}

// unpack reads an object out of an object stream.
func (f *File) unpack(num, in, index int) (Item, error) {
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
